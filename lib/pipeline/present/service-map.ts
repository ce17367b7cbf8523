import { dependencyGraph, neighbourhood } from "./dependency-graph";
import { dependencyMap, type DependencyMapModel, type MapEdge, type MapNode } from "./dependency-map";
import { formatErrorRatio, formatMs, formatPerSecond, plainText } from "./format-number";
import type { ServiceRow } from "./service-row";
import type { StatusModel } from "./status-model";
import { suspicionsAbout, troubleOrigins, troublePath, type TroubleOrigin } from "./trouble-origin";

export interface ServiceNode extends MapNode {
  readonly state: StatusModel;
  /** Named as a dependency, but never seen: it has no page. */
  readonly unseen: boolean;
  /** In brief: traffic, errors, p99. */
  readonly figures: string;
  readonly origin: boolean;
  readonly calls: readonly string[];
  readonly callers: readonly string[];
  /** All of it in words. */
  readonly label: string;
}
export interface ServiceEdge extends MapEdge {
  /** Trouble likely travelled along it. */
  readonly suspect: boolean;
}
export interface ServiceMapModel extends Omit<DependencyMapModel, "nodes" | "edges"> {
  /** From left to right, from above. */
  readonly nodes: readonly ServiceNode[];
  readonly edges: readonly ServiceEdge[];
  /** Of the services in the picture. */
  readonly origins: readonly TroubleOrigin[];
  /** Somebody has said of at least one service what it calls. */
  readonly configured: boolean;
  /** Only the nearest are drawn of so many; null: all are. */
  readonly leftOut: number | null;
}

const UNSEEN: StatusModel = { word: "Never seen", shape: "ring", tone: "quiet" };

/** Who calls whom with how each of them stands. @param focus only what one service calls and what calls it; null: all */
export function serviceMap(rows: readonly ServiceRow[], focus: string | null): ServiceMapModel {
  const graph = dependencyGraph(rows);
  const around = focus === null ? null : neighbourhood(graph, focus);
  const allOrigins = troubleOrigins(rows);
  const origins = focus === null ? allOrigins : suspicionsAbout(allOrigins, focus);
  const suspects = new Set(troublePath(graph, origins).map(({ from, to }) => JSON.stringify([from, to])));
  const layout = dependencyMap(graph, around?.names ?? graph.names);
  const byName = new Map(rows.map((row) => [row.name, row]));
  const nodes = layout.nodes.map((node): ServiceNode => {
    const row = byName.get(node.name);
    const state = row?.state ?? UNSEEN;
    const figures = row === undefined ? "" : figuresOf(row);
    const origin = origins.some(({ names }) => names.includes(node.name));
    const calls = graph.calls.get(node.name) ?? [];
    const callers = graph.callers.get(node.name) ?? [];
    const label = labelOf(node.name, { state, figures, origin, calls, callers });
    return { ...node, state, unseen: row === undefined, figures, origin, calls, callers, label };
  });
  return {
    ...layout,
    nodes: nodes.sort((a, b) => a.layer - b.layer || a.yPx - b.yPx),
    edges: layout.edges.map((edge) => ({
      ...edge,
      suspect: suspects.has(JSON.stringify([edge.from, edge.to])),
    })),
    origins,
    configured: rows.some(({ dependencies }) => dependencies.length > 0),
    leftOut: around?.nearOnly ? around.total - (around.names.length - 1) : null,
  };
}

/** '2.53 k/s · 0.1 % · 143 ms'; a figure that is not known is left out. */
function figuresOf({ requests, errors, p99 }: ServiceRow): string {
  return [
    requests.value === null ? null : plainText(formatPerSecond(requests.value)),
    errors.value === null ? null : plainText(formatErrorRatio(errors.value)),
    p99.value === null ? null : plainText(formatMs(p99.value)),
  ]
    .filter((text) => text !== null)
    .join(" · ");
}

function labelOf(
  name: string,
  { state, figures, origin, calls, callers }: Omit<ServiceNode, keyof MapNode | "label" | "unseen">,
): string {
  const parts = [
    `${name}: ${state.word}${origin ? ", suspected origin" : ""}`,
    figures === "" ? "no figures" : `requests, errors and p99 ${figures}`,
    calls.length === 0 ? "calls none" : `calls ${calls.join(", ")}`,
    callers.length === 0 ? "called by none" : `called by ${callers.join(", ")}`,
  ];
  return parts.join("; ");
}
