import { targetProblem } from "@/lib/contracts/objective";
import { OBJECTIVE_WINDOW_DAYS, type ObjectiveKind } from "@/lib/domain/objective";
import { contractTarget, kindCode } from "@/lib/pipeline/present/rest/objective-target";
import type { ObjectiveSettings } from "@/lib/slo/objective-store";
import { Fields } from "./fields";
import type { Findings } from "./findings";
import { readIndicator, type Indicator } from "./read-indicator";
import { BUDGETING_METHOD, complement, PERCENTILES, RATIO_DECIMALS } from "./vocabulary";

/** An objective that a file asks for. */
export interface WantedObjective {
  readonly settings: ObjectiveSettings;
  readonly name: string;
  readonly line: number;
}

/** SLIs of the same file by name, for `indicatorRef`; null: one that is not understood. */
export type KnownIndicators = ReadonlyMap<string, Indicator | null>;

const DEFAULT_WINDOW_DAYS = 30;
const PER_CENT = 100;
const HOURS_PER_DAY = 24;
const DAYS_PER_WEEK = 7;

/** The `spec` of an SLO; null, with what is wrong noted, where no objective of ours can be made of it. */
export function readSlo(
  spec: Fields,
  name: string,
  indicators: KnownIndicators,
  findings: Findings,
): WantedObjective | null {
  spec.node("description");
  const service = spec.requiredText("service");
  const indicator = indicatorOf(spec, indicators);
  const windowDays = readWindow(spec, findings);
  const method = spec.text("budgetingMethod");
  if (method !== BUDGETING_METHOD)
    spec.refuse("budgetingMethod", `must be ${BUDGETING_METHOD}: requests are counted, not slices of time`);
  spec.ignore(
    "alertPolicies",
    "budgets are watched by the burn rates of the SRE Workbook; other alerts are not set up here",
  );
  const goal = indicator && readGoal(spec, indicator, findings);
  spec.done();
  if (service === null || !goal || windowDays === null || method !== BUDGETING_METHOD) return null;
  const scope = {
    region: indicator.region,
    service: indicator.service === undefined ? service : indicator.service,
  };
  return { settings: { ...goal, ...scope, windowDays }, name, line: spec.line };
}

function indicatorOf(spec: Fields, indicators: KnownIndicators): Indicator | null {
  const reference = spec.text("indicatorRef");
  const inline = spec.object("indicator");
  if (inline !== null && reference !== null) {
    spec.refuse("indicatorRef", "stands beside an indicator: only one of them may be given");
    return null;
  }
  if (inline !== null) {
    inline.node("metadata");
    if (!inline.has("spec")) inline.refuse("spec", "is missing");
    const inside = inline.object("spec");
    inline.done();
    return inside && readIndicator(inside);
  }
  if (reference === null) {
    if (!spec.has("indicator")) spec.refuse("indicator", "is missing, and so is an indicatorRef");
    return null;
  }
  const known = indicators.get(reference);
  if (known === undefined)
    spec.refuse("indicatorRef", `no SLI of this file is called ${JSON.stringify(reference)}`);
  return known ?? null;
}

function readWindow(spec: Fields, findings: Findings): number | null {
  const windows = spec.list("timeWindow");
  if (windows.length === 0) {
    findings.ignore(
      spec.line,
      spec.pathOf("timeWindow"),
      `is not given: ${DEFAULT_WINDOW_DAYS} days are taken`,
    );
    return DEFAULT_WINDOW_DAYS;
  }
  if (windows.length > 1) spec.refuse("timeWindow", "must be exactly one");
  const window = Fields.of(windows[0]!, `${spec.pathOf("timeWindow")}[0]`, findings);
  if (window === null || windows.length > 1) return null;
  const duration = window.requiredText("duration");
  const rolling = window.truth("isRolling");
  const isCalendar = window.node("calendar") !== null || rolling === false;
  window.done();
  if (isCalendar) window.refuse("isRolling", "windows are rolling here; those of a calendar are not known");
  const days = duration === null ? null : daysOf(duration);
  if (duration !== null && days === null)
    window.refuse(
      "duration",
      `${JSON.stringify(duration)} is not taken: ${OBJECTIVE_WINDOW_DAYS.map((each) => `${each}d`).join(", ")} are (months differ in length)`,
    );
  return isCalendar ? null : days;
}

/** Days of OpenSLO's duration shorthand; null: not one that a budget may be over. */
function daysOf(duration: string): number | null {
  const [, count, unit] = /^(\d{1,6})([mhdwMQY])$/.exec(duration) ?? [];
  const perUnit: Readonly<Record<string, number>> = { d: 1, w: DAYS_PER_WEEK, h: 1 / HOURS_PER_DAY };
  const days = Number(count) * (perUnit[unit ?? ""] ?? NaN);
  return OBJECTIVE_WINDOW_DAYS.find((each) => each === days) ?? null;
}

function readGoal(
  spec: Fields,
  indicator: Indicator,
  findings: Findings,
): Pick<ObjectiveSettings, "kind" | "target"> | null {
  const goals = spec.list("objectives");
  if (goals.length !== 1) {
    spec.refuse(
      "objectives",
      goals.length === 0 ? "is missing" : "one for each kind, service and region is known here",
    );
    return null;
  }
  const goal = Fields.of(goals[0]!, `${spec.pathOf("objectives")}[0]`, findings);
  if (goal === null) return null;
  goal.node("displayName");
  const good = goodRatioOf(goal);
  const found =
    good === null
      ? null
      : indicator.measures === "latency"
        ? latencyGoal(goal, good, indicator)
        : ratioGoal(good, indicator);
  goal.done();
  if (found === null) return null;
  const problem = targetProblem(kindCode(found.kind), contractTarget(found.kind, found.target));
  if (problem !== null) goal.refuse(indicator.measures === "latency" ? "value" : "target", problem);
  return problem === null ? found : null;
}

function goodRatioOf(goal: Fields): number | null {
  const [ratio, percent] = [goal.number("target"), goal.number("targetPercent")];
  if ((ratio === null) === (percent === null)) {
    goal.refuse("target", "either this or targetPercent must be given");
    return null;
  }
  return Number((ratio ?? percent! / PER_CENT).toFixed(RATIO_DECIMALS));
}

function ratioGoal(good: number, { measures }: Indicator): { kind: ObjectiveKind; target: number } {
  return measures === "good"
    ? { kind: "availability", target: good }
    : { kind: "error-ratio", target: complement(good) };
}

function latencyGoal(
  goal: Fields,
  good: number,
  { unitMs }: Indicator,
): { kind: ObjectiveKind; target: number } | null {
  const [op, value] = [goal.text("op"), goal.number("value")];
  if (op !== "lte" && op !== "lt") goal.refuse("op", "must be lte: the least that is promised is speed");
  if (value === null) goal.refuse("value", "is missing");
  const kind = good === PERCENTILES.p99 ? "latency-p99" : good === PERCENTILES.p95 ? "latency-p95" : null;
  if (kind === null) goal.refuse("target", "latencies are judged by 99 % or 95 % of the requests");
  if (value === null || kind === null || (op !== "lte" && op !== "lt")) return null;
  return { kind, target: Number((value * unitMs).toFixed(RATIO_DECIMALS)) };
}
