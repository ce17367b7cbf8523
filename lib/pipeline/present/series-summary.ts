import { formatDuration } from "./format-age";
import { plainText, THIN_SPACE } from "./format-number";
import type { ChartMetric } from "./history-metric";
import type { Threshold, TimePoint, TimeSeriesLine, TimeSeriesModel } from "./time-series";
import type { Compare } from "./view";

const PER_CENT = 100;

/** With what a chart compares, as its line is called. */
export const COMPARE_WORDS: Readonly<Record<Exclude<Compare, "none">, string>> = {
  previous: "the period before",
  day: "the same time yesterday",
  week: "the same time last week",
};

interface SummaryInput {
  readonly metric: ChartMetric;
  readonly compare: Compare;
  readonly thresholds: readonly Threshold[];
}

type Known = TimePoint & { readonly value: number };

/** What a chart says, in a sentence or two: newest, lowest, highest, gaps, comparison, and a threshold that is not on it. */
export function seriesSummary(model: TimeSeriesModel, { metric, compare, thresholds }: SummaryInput): string {
  const line = model.lines[0];
  const text = (value: number) => plainText(metric.format(value));
  if (line !== undefined && line.role !== "main") return newestOfEach(model.lines, text);
  const known = line === undefined ? [] : knownOf(line);
  if (known.length === 0) return "Nothing was received in this time.";
  const at = (point: Known) => `${text(point.value)} at ${model.axis.moment(point.timeMs)}`;
  const lowest = known.reduce((best, point) => (point.value < best.value ? point : best));
  const highest = known.reduce((best, point) => (point.value > best.value ? point : best));
  const parts = [
    `Newest ${text(known[known.length - 1].value)}`,
    `lowest ${at(lowest)}, highest ${at(highest)}`,
    ...gapsOf(line),
    ...thresholds
      .filter((threshold) => !model.thresholds.includes(threshold))
      .map(
        ({ label, value }) =>
          `${label.includes(text(value)) ? label : `${label} (${text(value)})`} is off the chart`,
      ),
  ];
  return `${parts.join("; ")}.${comparisonOf(model, { metric, compare, thresholds })}`;
}

/** Of several places, none of which is the chart's own. */
function newestOfEach(lines: readonly TimeSeriesLine[], text: (value: number) => string): string {
  const newest = lines.map((line) => {
    const value = knownOf(line).at(-1)?.value;
    return `${line.label} ${value === undefined ? "no data" : text(value)}`;
  });
  return `Newest: ${newest.join(", ")}.`;
}

function knownOf({ points }: TimeSeriesLine): readonly Known[] {
  return points.filter((point): point is Known => point.value !== null);
}

function gapsOf({ points, stepMs }: TimeSeriesLine): readonly string[] {
  const missing = points.filter(({ value }) => value === null).length;
  return missing === 0 ? [] : [`no data for ${formatDuration(missing * stepMs)}`];
}

/** Of the steps of which both are known: what is missing on one side is not compared. Nothing until its line is there. */
function comparisonOf(model: TimeSeriesModel, { metric, compare }: SummaryInput): string {
  if (compare === "none") return "";
  const now = model.lines[0];
  const then = model.lines.find(({ role }) => role === "comparison");
  if (then === undefined) return "";
  const pairs = pairsOf(now, then);
  if (pairs.length === 0) return ` Nothing is known of ${COMPARE_WORDS[compare]}.`;
  const mean = (which: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[which], 0) / pairs.length;
  const text = (value: number) => plainText(metric.format(value));
  const change = metric.proportional ? changeOf(mean(0), mean(1)) : "";
  return ` On average ${text(mean(0))}, ${COMPARE_WORDS[compare]} ${text(mean(1))}${change}.`;
}

/** The two lines may have steps of different lengths: each coarse step is met by the mean of the fine ones within it. */
function pairsOf(one: TimeSeriesLine, other: TimeSeriesLine): readonly (readonly [number, number])[] {
  const stepMs = Math.max(one.stepMs, other.stepMs);
  const [ones, others] = [meansOf(one, stepMs), meansOf(other, stepMs)];
  return [...ones].flatMap(([step, value]) => {
    const met = others.get(step);
    return met === undefined ? [] : [[value, met] as const];
  });
}

function meansOf(line: TimeSeriesLine, stepMs: number): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { timeMs, value } of knownOf(line)) {
    const step = Math.floor(timeMs / stepMs);
    const { sum, count } = sums.get(step) ?? { sum: 0, count: 0 };
    sums.set(step, { sum: sum + value, count: count + 1 });
  }
  return new Map([...sums].map(([step, { sum, count }]) => [step, sum / count]));
}

function changeOf(now: number, then: number): string {
  if (then === 0) return "";
  const percent = (now / then - 1) * PER_CENT;
  const size = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(Math.abs(percent));
  return size === "0" ? " (no change)" : ` (${size}${THIN_SPACE}% ${percent > 0 ? "more" : "less"})`;
}
