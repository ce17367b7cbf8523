import type { DependencyGraph } from "./dependency-graph";
import { closingArrows, layersOf, untangled, type Arrow } from "./layered-order";
import { middlesPx } from "./layered-places";

export const NODE_WIDTH_PX = 196;
export const NODE_HEIGHT_PX = 64;
const LAYER_GAP_PX = 64;
const NODE_GAP_PX = 18;
/** The room that an arrow takes where it passes a layer between nodes. */
const LANE_HEIGHT_PX = 8;
/** How far an arrow that leads back is moved, so that it does not lie on the one it answers. */
const LOOP_SHIFT_PX = 12;

export interface MapNode {
  readonly name: string;
  readonly layer: number;
  /** Of its upper left corner. */
  readonly xPx: number;
  readonly yPx: number;
}
export interface MapEdge extends Arrow {
  /** An SVG path from the caller to the callee. */
  readonly path: string;
  /** It closes a circle: it leads back to the left. */
  readonly loop: boolean;
}
/** Who calls whom, callers left of those they call. */
export interface DependencyMapModel {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** Names without any call among them: they are no part of the picture. */
  readonly apart: readonly string[];
}

/** An arrow as it is laid out: towards the right, with a lane in every layer that it passes. */
interface Way {
  readonly arrow: Arrow;
  readonly loop: boolean;
  readonly firstLayer: number;
  readonly stops: readonly string[];
}

/** Lays out the calls among `names`: layers, few crossings, no overlaps. The same input gives the same picture. */
export function dependencyMap(graph: DependencyGraph, names: readonly string[]): DependencyMapModel {
  const wanted = new Set(names);
  const arrows = names.flatMap((from): Arrow[] =>
    (graph.calls.get(from) ?? []).filter((to) => wanted.has(to)).map((to) => ({ from, to })),
  );
  const connected = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const drawn = names.filter((name) => connected.has(name));
  const apart = names.filter((name) => !connected.has(name));
  if (drawn.length === 0) return { widthPx: 0, heightPx: 0, nodes: [], edges: [], apart };
  const { layerOf, ways } = laidOut(drawn, arrows);
  const steps = ways.flatMap(({ stops }) => stops.slice(1).map((to, at) => ({ from: stops[at], to })));
  const layers = untangled(layersWith(drawn, layerOf, ways), steps);
  const heightPx = (id: string) => (connected.has(id) ? NODE_HEIGHT_PX : LANE_HEIGHT_PX);
  const middles = middlesPx({ layers, steps, heightPx, gapPx: NODE_GAP_PX });
  const middleOf = (id: string) => middles.get(id) ?? 0;
  return {
    widthPx: leftOf(layers.length - 1) + NODE_WIDTH_PX,
    heightPx: Math.max(...[...middles.keys()].map((id) => middleOf(id) + heightPx(id) / 2)),
    nodes: drawn.map((name) => {
      const layer = layerOf(name);
      return { name, layer, xPx: leftOf(layer), yPx: middleOf(name) - NODE_HEIGHT_PX / 2 };
    }),
    edges: ways.map(({ arrow, loop, firstLayer, stops }) => {
      const middlesOfWay = stops.map(middleOf);
      const path = loop ? loopPath(firstLayer, middlesOfWay) : wayPath(firstLayer, middlesOfWay);
      return { ...arrow, loop, path };
    }),
    apart,
  };
}

function laidOut(
  drawn: readonly string[],
  arrows: readonly Arrow[],
): { layerOf: (name: string) => number; ways: readonly Way[] } {
  const closing = closingArrows(drawn, arrows);
  const turned = (arrow: Arrow) => (closing.has(arrow) ? { from: arrow.to, to: arrow.from } : arrow);
  const layers = layersOf(drawn, arrows.map(turned));
  const layerOf = (name: string) => layers.get(name) ?? 0;
  const ways = arrows.map((arrow): Way => {
    const { from, to } = turned(arrow);
    const firstLayer = layerOf(from);
    const lanes = Array.from({ length: layerOf(to) - firstLayer - 1 }, (_, at) =>
      JSON.stringify([arrow.from, arrow.to, at]),
    ); // as no service is named
    return { arrow, loop: closing.has(arrow), firstLayer, stops: [from, ...lanes, to] };
  });
  return { layerOf, ways };
}

function layersWith(
  drawn: readonly string[],
  layerOf: (name: string) => number,
  ways: readonly Way[],
): string[][] {
  const layers = Array.from({ length: Math.max(...drawn.map(layerOf)) + 1 }, (): string[] => []);
  for (const name of drawn) layers[layerOf(name)].push(name);
  for (const { firstLayer, stops } of ways)
    stops.slice(1, -1).forEach((lane, at) => layers[firstLayer + 1 + at].push(lane));
  return layers;
}

const leftOf = (layer: number) => layer * (NODE_WIDTH_PX + LAYER_GAP_PX);

/** From the right side of the first node to the left side of the last, straight through the lanes between. */
function wayPath(firstLayer: number, middles: readonly number[]): string {
  let path = `M${leftOf(firstLayer) + NODE_WIDTH_PX} ${middles[0]}`;
  for (let at = 1; at < middles.length; at++) {
    const endPx = leftOf(firstLayer + at);
    path += curve(endPx - LAYER_GAP_PX, middles[at - 1], endPx, middles[at]);
    if (at < middles.length - 1) path += `H${endPx + NODE_WIDTH_PX}`;
  }
  return path;
}

/** Back from the left side of the last node to the right side of the first. */
function loopPath(firstLayer: number, middles: readonly number[]): string {
  const shifted = middles.map((middle) => middle + LOOP_SHIFT_PX);
  const last = middles.length - 1;
  let path = `M${leftOf(firstLayer + last)} ${shifted[last]}`;
  for (let at = last - 1; at >= 0; at--) {
    const endPx = leftOf(firstLayer + at) + NODE_WIDTH_PX;
    path += curve(endPx + LAYER_GAP_PX, shifted[at + 1], endPx, shifted[at]);
    if (at > 0) path += `H${endPx - NODE_WIDTH_PX}`;
  }
  return path;
}

function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  const halfX = (fromX + toX) / 2;
  return `C${halfX} ${fromY} ${halfX} ${toY} ${toX} ${toY}`;
}
