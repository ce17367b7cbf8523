import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { RegionalMetricsContract, RegionalMetricsResponse } from "@/lib/contracts/regional-metrics";
import { TARGET_UTILIZATION } from "@/lib/domain/health";
import { missingModel, type MissingModel } from "./figure-model";
import { formatPercent, type FormattedValue } from "./format-number";
import type { StatusModel } from "./status-model";

const PER_CENT = 100;
/** From this part of the target on it is near. */
const NEAR = 0.92;
/** Past it there is no room left, whatever the target is. */
const FULL_PERCENT = 97;

const RESOURCES = [
  { id: "cpu", label: "CPU", field: "cpu_utilization" },
  { id: "memory", label: "Memory", field: "memory_utilization" },
  { id: "disk", label: "Disk", field: "disk_utilization" },
  { id: "network", label: "Network", field: "network_utilization" },
  { id: "connections", label: "Connections", field: "connection_utilization" },
] as const;
export type SaturationId = (typeof RESOURCES)[number]["id"];
/** The columns of a saturation table. */
export const SATURATION_RESOURCES: readonly { readonly id: SaturationId; readonly label: string }[] =
  RESOURCES;

const ROOM: StatusModel = { word: "Room", shape: "circle", tone: "ok" };
const NEAR_TARGET: StatusModel = { word: "Near its target", shape: "ring", tone: "warn" };
const OVER: StatusModel = { word: "Over its target", shape: "triangle", tone: "warn" };
const FULL: StatusModel = { word: "Nearly full", shape: "diamond", tone: "crit" };
const UNJUDGED: StatusModel = { word: "No target", shape: "ring", tone: "quiet" };

/** How full one resource of a region is. */
export interface SaturationCell {
  readonly id: SaturationId;
  readonly label: string;
  readonly percent: number | null;
  readonly value: FormattedValue | null;
  readonly missing: MissingModel | null;
  /** null: nothing says from where on it is a risk. */
  readonly targetPercent: number | null;
  readonly state: StatusModel;
}

/** How full each resource of a region is, against the utilisation above which that is a risk. */
export function saturationCells(
  region: RegionalMetricsContract,
  missing: readonly MissingFigureContract[],
): readonly SaturationCell[] {
  return RESOURCES.map(({ id, label, field }) => {
    const percent = region[field];
    const targetPercent = targetOf(id);
    return {
      id,
      label,
      percent,
      targetPercent,
      value: percent === null ? null : formatPercent(percent),
      missing: percent === null ? missingModel(field, missing, region.region) : null,
      state: saturationState(percent, targetPercent),
    };
  });
}

export function saturationState(percent: number | null, targetPercent: number | null): StatusModel {
  if (percent === null) return UNJUDGED;
  if (percent >= FULL_PERCENT) return FULL;
  if (targetPercent === null) return UNJUDGED;
  if (percent > targetPercent) return OVER;
  return percent >= NEAR * targetPercent ? NEAR_TARGET : ROOM;
}

function targetOf(id: SaturationId): number | null {
  return id === "network" ? null : Math.round(TARGET_UTILIZATION[id] * PER_CENT);
}

/** The fullest of all, for a sentence; null: none is known. */
export function fullest(
  regions: readonly RegionalMetricsContract[],
): { readonly region: string; readonly label: string; readonly percent: number } | null {
  const known = regions.flatMap((region) =>
    RESOURCES.flatMap(({ label, field }) => {
      const percent = region[field];
      return percent === null ? [] : [{ region: region.region, label, percent }];
    }),
  );
  return known.reduce<(typeof known)[number] | null>(
    (most, one) => (most === null || one.percent > most.percent ? one : most),
    null,
  );
}

/** A region in a table of saturation. */
export interface SaturationRow {
  readonly region: string;
  readonly cells: readonly SaturationCell[];
}

/** The regions, the nearest to its limits first: by what each has left to its target, or to full where there is none. */
export function saturationRows(response: RegionalMetricsResponse): readonly SaturationRow[] {
  return response.data
    .map((region) => ({ region: region.region, cells: saturationCells(region, response.meta.missing) }))
    .sort((a, b) => leastRoom(a) - leastRoom(b));
}

function leastRoom({ cells }: SaturationRow): number {
  const rooms = cells.flatMap(({ percent, targetPercent }) =>
    percent === null ? [] : [(targetPercent ?? PER_CENT) - percent],
  );
  return Math.min(Infinity, ...rooms);
}
