import type { RegionContract } from "@/lib/contracts/region";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import { MAP, placeOnMap } from "./equal-earth";
import { formatPerSecond, plainText } from "./format-number";
import { placeLabels, type LabelSide, type LabelledMark } from "./map-labels";
import { regionName } from "./region-name";
import { byUrgency, scopeState } from "./region-state";
import type { StatusModel } from "./status-model";

/** A map drawn in a range of widths: labels are placed for the narrowest, wider ones have more room. */
interface MapSize {
  readonly widthPx: number;
  readonly mostPx: number;
  /** Of the label's second line: state and traffic, or nothing. */
  readonly lines: 1 | 2;
}
/** The stylesheet changes from one to the other where the map is as wide as `wide`. */
const SIZES = {
  wide: { widthPx: 600, mostPx: 54, lines: 2 },
  narrow: { widthPx: 296, mostPx: 34, lines: 1 },
} as const satisfies Record<string, MapSize>;

/** The least that a finger hits. */
const LEAST_PX = 24;
const NAME_CHAR_PX = 7.4;
const LINE_CHAR_PX = 6.7;
const LINE_PX = 17;

/** How a region is drawn at one size of the map. */
export interface MarkSize {
  readonly diameterPx: number;
  /** null: there is no room for its label. */
  readonly side: LabelSide | null;
}

export interface MapMark {
  readonly code: string;
  readonly name: string;
  readonly state: StatusModel;
  /** 0–1 from the left and the top of the map. */
  readonly x: number;
  readonly y: number;
  /** False: nothing is known of its traffic, the mark has the least size. */
  readonly sized: boolean;
  /** 'Degraded · 603 k/s'. */
  readonly line: string;
  readonly wide: MarkSize;
  readonly narrow: MarkSize;
}

export interface WorldMapModel {
  /** Largest first: smaller ones are drawn, and reached, above them. */
  readonly marks: readonly MapMark[];
  /** Regions that nobody gave a place. */
  readonly unplaced: readonly { readonly code: string; readonly name: string; readonly state: StatusModel }[];
}

type Placed = Omit<MapMark, "wide" | "narrow"> & { readonly requestsPerSecond: number | null };

/** The regions on the map: area by traffic, state, and labels that do not cover each other; the worst choose their place first. */
export function worldMap(
  regions: readonly RegionalMetricsContract[],
  catalog: readonly RegionContract[],
): WorldMapModel {
  const known = new Map(catalog.map((region) => [region.code, region]));
  const placed: Placed[] = [];
  const unplaced: WorldMapModel["unplaced"][number][] = [];
  for (const region of [...regions].sort(byUrgency)) {
    const {
      latitude = null,
      longitude = null,
      name = regionName(region.region),
    } = known.get(region.region) ?? {};
    const state = scopeState(region);
    if (latitude === null || longitude === null) unplaced.push({ code: region.region, name, state });
    else placed.push(placedRegion(region, { name, state, ...placeOnMap(longitude, latitude) }));
  }
  const wide = markSizes(placed, SIZES.wide);
  const narrow = markSizes(placed, SIZES.narrow);
  const marks = placed.map(({ requestsPerSecond: _, ...mark }, index) => ({
    ...mark,
    wide: wide[index],
    narrow: narrow[index],
  }));
  return { marks: marks.sort((a, b) => b.wide.diameterPx - a.wide.diameterPx), unplaced };
}

function placedRegion(
  region: RegionalMetricsContract,
  at: Pick<MapMark, "name" | "state" | "x" | "y">,
): Placed {
  const { requests_per_second: requestsPerSecond } = region;
  const traffic = requestsPerSecond === null ? [] : [plainText(formatPerSecond(requestsPerSecond))];
  return {
    code: region.region,
    ...at,
    sized: requestsPerSecond !== null,
    line: [at.state.word, ...traffic].join(" · "),
    requestsPerSecond,
  };
}

function markSizes(placed: readonly Placed[], size: MapSize): MarkSize[] {
  const most = Math.max(0, ...placed.map(({ requestsPerSecond }) => requestsPerSecond ?? 0));
  const diameters = placed.map(({ requestsPerSecond }) => markDiameter(requestsPerSecond, most, size.mostPx));
  const frame = { widthPx: size.widthPx, heightPx: (size.widthPx * MAP.height) / MAP.width };
  const labelled = placed.map(({ x, y, name, line }, index): LabelledMark => {
    const lineChars = size.lines === 2 ? line.length : 0;
    return {
      xPx: x * frame.widthPx,
      yPx: y * frame.heightPx,
      radiusPx: diameters[index] / 2,
      labelWidthPx: Math.max(name.length * NAME_CHAR_PX, lineChars * LINE_CHAR_PX),
      labelHeightPx: size.lines * LINE_PX,
    };
  });
  const sides = placeLabels(labelled, frame);
  return diameters.map((diameterPx, index) => ({ diameterPx, side: sides[index] }));
}

/** The area grows with the traffic: the busiest has the most, none falls below what can be hit. */
export function markDiameter(requestsPerSecond: number | null, most: number, mostPx: number): number {
  if (requestsPerSecond === null || most <= 0) return LEAST_PX;
  return Math.round(Math.max(LEAST_PX, mostPx * Math.sqrt(Math.max(0, requestsPerSecond) / most)));
}
