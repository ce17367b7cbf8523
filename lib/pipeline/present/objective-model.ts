import type {
  ObjectiveContract,
  ObjectiveKindCode,
  ObjectiveStandingContract,
  ObjectiveStateCode,
} from "@/lib/contracts/objective";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";
import { formatErrorRatio, plainText, THIN_SPACE } from "./format-number";
import type { RegionNames } from "./region-name";
import type { StatusModel } from "./status-model";

const LOCALE = "en";
const PER_CENT = 100;
/** What each kind is called where its target does not stand beside it. */
export const KIND_WORDS: Readonly<Record<ObjectiveKindCode, string>> = {
  availability: "Availability",
  latency_p99: "p99 latency",
  latency_p95: "p95 latency",
  error_rate: "Error rate",
};

const STATES: Readonly<Record<ObjectiveStateCode, StatusModel>> = {
  met: { word: "Met", shape: "circle", tone: "ok" },
  slow_burn: { word: "Burns slowly", shape: "triangle", tone: "warn" },
  missed: { word: "Missed", shape: "square", tone: "crit" },
  fast_burn: { word: "Burns fast", shape: "diamond", tone: "crit" },
  unknown: { word: "No data", shape: "ring", tone: "quiet" },
};
const NOT_ASSESSED: StatusModel = { word: "Being assessed", shape: "clock", tone: "quiet" };
/** Worst first. */
const RANKS: readonly ObjectiveStateCode[] = ["fast_burn", "missed", "slow_burn", "unknown", "met"];

export function objectiveState(standing: ObjectiveStandingContract | null): StatusModel {
  return standing === null ? NOT_ASSESSED : STATES[standing.state];
}

/** For sorting: the worst is the smallest. */
export function stateRank(standing: ObjectiveStandingContract | null): number {
  return standing === null ? RANKS.length : RANKS.indexOf(standing.state);
}

const exactly = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 7 });

/** `99.99 %`, `150 ms`, `0.1 %`: a target as it was set, to its last digit. */
export function targetText({ kind, target }: Pick<ObjectiveContract, "kind" | "target">): string {
  switch (kind) {
    case "availability":
      return `${exactly.format(target)}${THIN_SPACE}%`;
    case "error_rate":
      return `${exactly.format(target * PER_CENT)}${THIN_SPACE}%`;
    case "latency_p99":
    case "latency_p95":
      return `${exactly.format(target)}${THIN_SPACE}ms`;
    default:
      return kind satisfies never;
  }
}

/** `p99 latency at most 150 ms`. */
export function objectiveTitle(objective: Pick<ObjectiveContract, "kind" | "target">): string {
  const bound = objective.kind === "availability" ? "at least" : "at most";
  return `${KIND_WORDS[objective.kind]} ${bound} ${targetText(objective)}`;
}

/** Where something holds: `Everything`, `checkout`, `EU West`, `checkout in EU West`. */
export function placeText(
  { region, service }: Pick<ObjectiveContract, "region" | "service">,
  nameOf: RegionNames,
): string {
  if (region === null) return service ?? "Everything";
  return service === null ? nameOf(region) : `${service} in ${nameOf(region)}`;
}

/** What of a budget is left, ready to be drawn. */
export interface BudgetModel {
  /** `62 %`; spent to the end: `0 %`. */
  readonly text: string;
  /** For a bar, 0–100. */
  readonly percent: number;
  /** `2.7 min of full outage are left`, or by how much it is overspent. */
  readonly detail: string;
}

/** null: not known. */
export function budgetModel(standing: ObjectiveStandingContract | null): BudgetModel | null {
  if (standing === null || standing.budget === null) return null;
  const { remaining_ratio: remaining, spent_ratio: spent, outage_minutes_left: minutes } = standing.budget;
  const percent = Math.min(PER_CENT, Math.max(0, remaining * PER_CENT));
  const detail =
    remaining <= 0
      ? `${spentText(spent)} of the budget is spent`
      : `${outageText(minutes)} of full outage are left`;
  return { text: `${leftText(percent)}${THIN_SPACE}%`, percent, detail };
}

const NEARLY_ALL_PERCENT = 99;
const FEW_PERCENT = 10;

/** Rounded down: what is not whole never reads as 100, and a trace is not called nothing. */
function leftText(percent: number): string {
  if (percent > 0 && percent < 0.1) return "< 0.1";
  const isFine = percent < FEW_PERCENT || percent > NEARLY_ALL_PERCENT;
  return String(isFine ? Math.floor(percent * 10 + 1e-6) / 10 : Math.floor(percent + 1e-6));
}

function spentText(spent: number): string {
  const share = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
  return `${share.format(spent * PER_CENT)}${THIN_SPACE}%`;
}

/** Minutes and seconds of a small budget matter; hours of a large one do not. */
function outageText(minutes: number): string {
  const ms = minutes * MINUTE_MS;
  if (ms >= 2 * HOUR_MS) return `${decimal(ms / HOUR_MS)}${THIN_SPACE}h`;
  return ms >= 2 * MINUTE_MS
    ? `${decimal(minutes)}${THIN_SPACE}min`
    : `${decimal(ms / SECOND_MS)}${THIN_SPACE}s`;
}

function decimal(value: number): string {
  return new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 2 }).format(value);
}

const HOUR_SECONDS = HOUR_MS / SECOND_MS;

/** How fast the budget burns over the last hour; null: not known. */
export function hourBurn(standing: ObjectiveStandingContract | null): number | null {
  return standing?.burn_rates.find((each) => each.window_seconds === HOUR_SECONDS)?.burn ?? null;
}

const LARGE_BURN = 100;
const LEAST_BURN = 0.01;

/** `0.42×`, `14.4×`. */
export function burnText(burn: number): string {
  if (burn === 0) return "0×";
  if (burn < LEAST_BURN) return `< ${LEAST_BURN}×`;
  if (burn >= LARGE_BURN) return `${Math.round(burn).toLocaleString(LOCALE)}×`;
  return `${burn.toFixed(burn < 1 ? 2 : 1)}×`;
}

/** When the budget is spent if the last hour goes on: `in 5 h`, `Spent`, `Lasts`. */
export function exhaustionText(standing: ObjectiveStandingContract | null): string | null {
  if (standing === null || standing.budget === null) return null;
  const seconds = standing.time_to_exhaustion_seconds;
  if (seconds === null) return hourBurn(standing) === null ? null : "Lasts";
  return seconds === 0 ? "Spent" : `in ${formatDuration(seconds * SECOND_MS)}`;
}

/** What the window's requests were, against the target: `0.02 % failed`, `3.1 % were slower`. */
export function badText({ kind }: Pick<ObjectiveContract, "kind">, badRatio: number): string {
  const share = plainText(formatErrorRatio(badRatio));
  return kind === "availability" || kind === "error_rate" ? `${share} failed` : `${share} were slower`;
}

/** Where data is younger than the window: `first data 12 min ago`; null: it is older, or nothing is known. */
export function coverageText(
  { window_days: days }: Pick<ObjectiveContract, "window_days">,
  standing: ObjectiveStandingContract | null,
): string | null {
  const covered = standing?.covered_seconds ?? null;
  if (covered === null || covered * SECOND_MS >= days * DAY_MS) return null;
  return `first data ${formatDuration(covered * SECOND_MS)} ago`;
}

/** Past this the standings are old: they come about once a minute. */
export const STANDINGS_STALE_MS = 5 * MINUTE_MS;
