import type { ServicePlaceContract } from "@/lib/contracts/service-totals";
import { formatErrorRatio, formatMs, formatPerSecond, plainText, type FormattedValue } from "./format-number";
import type { RegionNames } from "./region-name";
import { placeState } from "./region-state";
import { listed } from "./state-headline";
import type { StatusModel } from "./status-model";

/** A service in one region, as a small cell. */
export interface HeatCell {
  readonly region: string;
  readonly name: string;
  /** null: it is not in that region. */
  readonly state: StatusModel | null;
  /** All that is known in a line, for hover. */
  readonly title: string;
}
export interface HeatStrip {
  /** In the order of `regions`: the same place in every strip is the same region. */
  readonly cells: readonly HeatCell[];
  /** What the strip says, for those who do not see it. */
  readonly summary: string;
}

/** A service region by region. `regions`: the codes of all strips that stand under each other. */
export function heatStrip(
  places: readonly ServicePlaceContract[],
  regions: readonly string[],
  nameOf: RegionNames,
): HeatStrip {
  const byRegion = new Map(places.map((place) => [place.region, place]));
  const cells = regions.map((region) => heatCell(region, nameOf(region), byRegion.get(region)));
  return { cells, summary: summaryOf(cells.filter(({ state }) => state !== null)) };
}

function heatCell(region: string, name: string, place: ServicePlaceContract | undefined): HeatCell {
  if (place === undefined) return { region, name, state: null, title: `${name}: not there` };
  const state = placeState(place);
  const figures = [
    figure(place.requests_per_second, formatPerSecond, ""),
    figure(place.error_rate, formatErrorRatio, " errors"),
    figure(place.latency_p99, formatMs, " p99"),
  ].filter((text) => text !== null);
  const known = figures.length === 0 ? "no figures" : figures.join(", ");
  return { region, name, state, title: `${name}: ${state.word}, ${known}. ${place.status_because}` };
}

function figure(
  value: number | null,
  format: (value: number) => FormattedValue,
  suffix: string,
): string | null {
  return value === null ? null : `${plainText(format(value))}${suffix}`;
}

/** 'Healthy in all 5 regions', 'EU West critical and US East degraded, healthy in 3 more'. */
function summaryOf(cells: readonly HeatCell[]): string {
  if (cells.length === 0) return "In no region yet";
  const healthy = cells.filter(({ state }) => state?.word === "Healthy").length;
  if (healthy === cells.length)
    return healthy === 1 ? `Healthy in ${cells[0].name}` : `Healthy in all ${healthy} regions`;
  const others = cells
    .filter(({ state }) => state?.word !== "Healthy")
    .map(({ name, state }) => `${name} ${state?.word.toLowerCase()}`);
  return healthy === 0 ? listed(others) : `${listed(others)}, healthy in ${healthy} more`;
}
