import type {
  IncidentReliabilityContract,
  ReliabilitySpanContract,
} from "@/lib/contracts/incident-reliability";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";
import { formatMoneyRange, plainMoneyText } from "./format-money";

/** The three times, in the order in which things happen. */
export const TIMES = [
  { key: "mttd", label: "Detection", short: "MTTD" },
  { key: "mtta", label: "Acknowledgement", short: "MTTA" },
  { key: "mttr", label: "Mitigation", short: "MTTR" },
] as const;
export type TimeKey = (typeof TIMES)[number]["key"];

/** "12 incidents in 12 weeks, 3 h of impact." */
export function reliabilityHeadline(
  { incidents, impact_minutes }: IncidentReliabilityContract,
  weeks: number,
) {
  if (incidents === 0) return `No incident in ${weeks} weeks.`;
  const many = incidents === 1 ? "1 incident" : `${incidents} incidents`;
  return `${many} in ${weeks} weeks, ${formatDuration(impact_minutes * MINUTE_MS)} of impact.`;
}

/** "6 min", or that it is not known. */
export function timeText(seconds: number | null): string {
  return seconds === null ? "Not known" : formatDuration(seconds * SECOND_MS);
}

/** "Of 3; left out: 1 that nobody felt, 2 not yet acknowledged." */
export function excludedText(span: ReliabilitySpanContract, key: TimeKey): string {
  const { incidents, excluded_not_felt: notFelt, excluded_not_done: notDone } = span[key];
  const left = [
    ...(notFelt > 0 ? [`${notFelt} that nobody felt`] : []),
    ...(notDone > 0 ? [`${notDone} ${key === "mtta" ? "that nobody acknowledged" : "that go on"}`] : []),
  ];
  return left.length === 0 ? `Of ${incidents}` : `Of ${incidents}; left out: ${left.join(", ")}`;
}

/** The range of what was lost, with how much of the time is known; null: no money is. */
export function lossText(
  span: ReliabilitySpanContract,
): { readonly money: string; readonly note: string } | null {
  const { money_low: low, money_high: high, currency, known_minutes, impact_minutes } = span;
  if (low === null || high === null || currency === null) return null;
  const known = formatDuration(known_minutes * MINUTE_MS);
  return {
    money: plainMoneyText(formatMoneyRange(low, high, currency)),
    note: `An estimate, of ${known} of ${formatDuration(impact_minutes * MINUTE_MS)}`,
  };
}

export interface ReliabilityLine {
  readonly key: TimeKey;
  readonly label: string;
  /** A week each, 0–1 of the width and of the height; null: it has none, and its neighbours are not joined. */
  readonly points: readonly ({ readonly x: number; readonly y: number } | null)[];
}

export interface ReliabilityChartModel {
  readonly lines: readonly ReliabilityLine[];
  /** Of the value axis, from the bottom: 0–1 and what it says. */
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
}

const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 720, 1_440, 2_880, 7_200, 14_400].map(
  (minutes) => minutes * MINUTE_MS,
);
const MOST_TICKS = 5;

/** Means by week; null: no week has one. */
export function reliabilityChart(weeks: readonly ReliabilitySpanContract[]): ReliabilityChartModel | null {
  const valuesOf = (key: TimeKey) => weeks.map((week) => week[key].mean_seconds);
  const known = TIMES.flatMap(({ key }) => valuesOf(key).flatMap((seconds) => seconds ?? []));
  if (known.length === 0) return null;
  const mostMs = Math.max(...known) * SECOND_MS;
  const stepMs =
    STEPS_MS.find((step) => mostMs <= step * (MOST_TICKS - 1)) ?? Math.ceil(mostMs / (MOST_TICKS - 1));
  const ticksMs = Array.from({ length: Math.max(1, Math.ceil(mostMs / stepMs)) + 1 }, (_, at) => at * stepMs);
  const topMs = ticksMs.at(-1)!;
  const x = (index: number) => (weeks.length === 1 ? 0.5 : index / (weeks.length - 1));
  return {
    lines: TIMES.map(({ key, label }) => ({
      key,
      label,
      points: valuesOf(key).map((seconds, index) =>
        seconds === null ? null : { x: x(index), y: (seconds * SECOND_MS) / topMs },
      ),
    })),
    ticks: ticksMs.map((ms) => ({ y: ms / topMs, text: formatDuration(ms) })),
  };
}
