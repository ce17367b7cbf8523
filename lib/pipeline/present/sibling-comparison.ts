import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import { formatErrorRatio, formatMs, formatPercent, THIN_SPACE, type FormattedValue } from "./format-number";
import type { StatusModel } from "./status-model";

type Field = "latency_p99" | "latency_p95" | "error_rate" | "cpu_utilization" | "memory_utilization";
/** In all of them less is better. */
const COMPARED: readonly {
  readonly field: Field;
  readonly label: string;
  readonly format: (value: number) => FormattedValue;
}[] = [
  { field: "latency_p99", label: "Latency p99", format: formatMs },
  { field: "latency_p95", label: "Latency p95", format: formatMs },
  { field: "error_rate", label: "Error rate", format: formatErrorRatio },
  { field: "cpu_utilization", label: "CPU", format: formatPercent },
  { field: "memory_utilization", label: "Memory", format: formatPercent },
];

/** Within this factor two figures are alike: load and noise differ by as much. */
const ALIKE_FACTOR = 1.25;
const TIMES_FROM = 2;
const PER_CENT = 100;

const WORSE: StatusModel = { word: "Worse", shape: "triangle", tone: "warn" };
const BETTER: StatusModel = { word: "Better", shape: "circle", tone: "ok" };
const ALIKE: StatusModel = { word: "Alike", shape: "ring", tone: "quiet" };

export interface SiblingRow {
  readonly id: Field;
  readonly label: string;
  readonly own: FormattedValue | null;
  /** Of the other regions that know the figure. */
  readonly median: FormattedValue | null;
  readonly siblings: number;
  readonly verdict: StatusModel | null;
  /** '2.1 times the median', '+34 %'; null: they cannot be compared. */
  readonly difference: string | null;
}

/** A region against the median of the others: is it the region, or is it the world? Empty where there are no others. */
export function siblingComparison(
  code: string,
  regions: readonly RegionalMetricsContract[],
): readonly SiblingRow[] {
  const region = regions.find((each) => each.region === code);
  const others = regions.filter((each) => each.region !== code);
  if (region === undefined || others.length === 0) return [];
  return COMPARED.map(({ field, label, format }) => {
    const known = others.flatMap((other) => other[field] ?? []);
    const [own, median] = [region[field], medianOf(known)];
    const comparable = own !== null && median !== null;
    return {
      id: field,
      label,
      own: own === null ? null : format(own),
      median: median === null ? null : format(median),
      siblings: known.length,
      verdict: comparable ? verdictOf(own, median) : null,
      difference: comparable ? differenceOf(own, median) : null,
    };
  });
}

export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function verdictOf(own: number, median: number): StatusModel {
  if (own > median * ALIKE_FACTOR) return WORSE;
  return own * ALIKE_FACTOR < median ? BETTER : ALIKE;
}

function differenceOf(own: number, median: number): string {
  if (own === median) return "the same";
  if (median === 0) return "the others have none";
  const factor = own / median;
  if (factor >= TIMES_FROM) return `${factor.toFixed(1)} times the median`;
  const percent = Math.round((factor - 1) * PER_CENT);
  if (percent === 0) return "nearly the same";
  return `${percent > 0 ? "+" : "−"}${Math.abs(percent)}${THIN_SPACE}%`;
}
