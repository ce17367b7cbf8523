import { median } from "@/lib/domain/median";
import type { RevenueWeek } from "./weekly-revenue";

/** What a minute should have brought. */
export interface Counterfactual {
  readonly perMinute: number;
  /** 80 % of such minutes lie between these. */
  readonly lowPerMinute: number;
  readonly highPerMinute: number;
  /** How many earlier weeks it is made of; null: it is a forecast. */
  readonly weeks: number | null;
  /** When that forecast was made; null: it is made of earlier weeks. */
  readonly forecastAsOfMs: number | null;
}

/**
 * Half the width of the 80 % range, in median absolute deviations, by how many values there are: of values that spread
 * normally, the next one lies within `factor × MAD` of their median 8 times in 10. Found by simulation, which the test
 * repeats; the median and the MAD, because one bad week among four must move neither.
 */
const RANGE_FACTOR: Readonly<Record<number, number>> = { 2: 5.28, 3: 7.38, 4: 4.07 };

/**
 * The median of the earlier weeks' means, and an 80 % range from how much they differ; of a single week, from how much its
 * three windows differ. null: too little is known to say either.
 */
export function counterfactual(weeks: readonly RevenueWeek[]): Counterfactual | null {
  const means = weeks.map(weekMean).filter((mean) => mean !== null);
  const values = means.length > 1 ? means : (weeks[0]?.slots ?? []).filter((value) => value !== null);
  const factor = RANGE_FACTOR[values.length];
  const perMinute = median(means);
  const middle = median(values);
  if (factor === undefined || perMinute === null || middle === null) return null;
  const spread = median(values.map((value) => Math.abs(value - middle))) ?? 0;
  return {
    perMinute,
    lowPerMinute: perMinute - factor * spread,
    highPerMinute: perMinute + factor * spread,
    ...{ weeks: means.length, forecastAsOfMs: null },
  };
}

/**
 * The weeks of several regions added up: money that moves from a region to another is not lost. Where a region has no
 * data it counts as its week's mean, else as the median of its weeks.
 */
export function addWeeks(regions: readonly (readonly RevenueWeek[])[]): RevenueWeek[] {
  const numbers = [...new Set(regions.flatMap((weeks) => weeks.map(({ week }) => week)))].sort(
    (a, b) => a - b,
  );
  const usual = regions.map((weeks) => median(weeks.map(weekMean).filter((mean) => mean !== null)) ?? 0);
  return numbers.map((week) => {
    const parts = regions.map((weeks) => weeks.find((one) => one.week === week));
    const slotCount = Math.max(...parts.map((part) => part?.slots.length ?? 0));
    const valueOf = (part: RevenueWeek | undefined, slot: number, region: number) =>
      part?.slots[slot] ?? (part && weekMean(part)) ?? usual[region];
    return {
      week,
      slots: Array.from({ length: slotCount }, (_, slot) =>
        parts.reduce((sum, part, region) => sum + valueOf(part, slot, region), 0),
      ),
    };
  });
}

function weekMean({ slots }: RevenueWeek): number | null {
  const known = slots.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
