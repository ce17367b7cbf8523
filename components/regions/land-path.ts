import { geoEqualEarth, geoPath, type GeoContext } from "d3-geo";
import { feature } from "topojson-client";
import land from "world-atlas/land-110m.json";
import { CENTRAL_MERIDIAN_DEGREES, MAP } from "@/lib/pipeline/present/equal-earth";

/** Corners nearer to the one before than this many units are left out. */
const FINENESS = 1;
const CORNERS_OF_AN_AREA = 3;
const MIDDLE_OF_A_LINE = 0.4;

type Corner = readonly [x: number, y: number];

/**
 * The land of the world (Natural Earth, 1:110 million) without the Antarctic as one SVG path in the units of `MAP`. For the
 * server alone: a page sends the path, never the atlas.
 */
export function landPath(): string {
  const topology = land as unknown as Parameters<typeof feature>[0];
  const projection = geoEqualEarth()
    .scale(MAP.scale)
    .translate(MAP.translate)
    .rotate([-CENTRAL_MERIDIAN_DEGREES, 0])
    .precision(MIDDLE_OF_A_LINE)
    .clipExtent([
      [0, 0],
      [MAP.width, MAP.height],
    ]);
  const pen = new RelativePen();
  geoPath(projection, pen)(feature(topology, topology.objects.land));
  return pen.path();
}

/** Writes outlines as whole steps from corner to corner: a third of the length of absolute decimals. */
class RelativePen implements GeoContext {
  private text = "";
  private at: Corner = [0, 0];
  private ring: Corner[] = [];

  beginPath(): void {}
  arc(): void {}

  moveTo(x: number, y: number): void {
    this.ring = [[Math.round(x), Math.round(y)]];
  }

  lineTo(x: number, y: number): void {
    const corner: Corner = [Math.round(x), Math.round(y)];
    const last = this.ring[this.ring.length - 1];
    if (Math.abs(corner[0] - last[0]) + Math.abs(corner[1] - last[1]) > FINENESS) this.ring.push(corner);
  }

  closePath(): void {
    if (this.ring.length < CORNERS_OF_AN_AREA) return; // too small to be seen
    const [start, ...rest] = this.ring;
    this.text += `m${this.step(start)}l${rest.map((corner) => this.step(corner)).join(" ")}z`;
    this.at = start; // where z leads back to
  }

  path(): string {
    return this.text;
  }

  private step(to: Corner): string {
    const [x, y] = [to[0] - this.at[0], to[1] - this.at[1]];
    this.at = to;
    return y < 0 ? `${x}${y}` : `${x} ${y}`;
  }
}
