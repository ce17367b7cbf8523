import type { IncidentPlace } from "./incident";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./window";
import { instantOf, wallOf } from "./zone-time";

export const WINDOW_REPEATS = ["once", "daily", "weekly"] as const;
export type WindowRepeat = (typeof WINDOW_REPEATS)[number];

/** A longer one would run into its next. */
export const MOST_MINUTES: Readonly<Record<WindowRepeat, number>> = {
  once: (30 * DAY_MS) / MINUTE_MS,
  daily: (23 * HOUR_MS) / MINUTE_MS,
  weekly: (6 * DAY_MS) / MINUTE_MS,
};

/** When work is done on something, so that what it brings is no incident. */
export interface MaintenancePlan {
  readonly name: string;
  readonly repeat: WindowRepeat;
  /** IANA name; its clock says when each one starts. */
  readonly timeZone: string;
  /** What that clock shows at the start of the first one: `2026-11-29T02:30`. A weekly one is on its day of the week. */
  readonly startsAt: string;
  /** Of time that passes, whatever clocks do meanwhile. */
  readonly durationMinutes: number;
  /** All that is named must fit; nothing named: everything does. */
  readonly regions: readonly string[];
  readonly services: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface MaintenanceWindow extends MaintenancePlan {
  readonly id: string;
  readonly createdBy: string;
  /** Counts changes. */
  readonly version: number;
}

export interface Occurrence {
  readonly fromMs: number;
  /** It is over then. */
  readonly toMs: number;
}

type Timing = Pick<MaintenancePlan, "repeat" | "timeZone" | "startsAt" | "durationMinutes">;
const DAYS: Readonly<Record<Exclude<WindowRepeat, "once">, number>> = { daily: 1, weekly: 7 };

/**
 * Those that are on at a time or come after it, soonest first. They start when the zone's clock shows so: of an hour that comes
 * twice in the first one, in an hour that is left out as far past the change.
 */
export function occurrencesFrom(plan: Timing, nowMs: number, count: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (let index = firstIndex(plan, nowMs); found.length < count; index++) {
    const occurrence = occurrenceAt(plan, index);
    if (occurrence.toMs > nowMs) found.push(occurrence);
    if (plan.repeat === "once") break;
  }
  return found;
}

/** The one that is on; null: none is. */
export function openOccurrence(plan: Timing, nowMs: number): Occurrence | null {
  const [next] = occurrencesFrom(plan, nowMs, 1);
  return next && next.fromMs <= nowMs ? next : null;
}

/** An occurrence that cannot be over before `nowMs` less a step: clocks differ by hours, steps are days. */
function firstIndex(plan: Timing, nowMs: number): number {
  if (plan.repeat === "once") return 0;
  const sinceMs = wallOf(nowMs, plan.timeZone) - wallStart(plan) - plan.durationMinutes * MINUTE_MS;
  return Math.max(0, Math.floor(sinceMs / (DAYS[plan.repeat] * DAY_MS)) - 1);
}

function occurrenceAt(plan: Timing, index: number): Occurrence {
  const days = plan.repeat === "once" ? 0 : index * DAYS[plan.repeat];
  const fromMs = instantOf(wallStart(plan) + days * DAY_MS, plan.timeZone);
  return { fromMs, toMs: fromMs + plan.durationMinutes * MINUTE_MS };
}

function wallStart({ startsAt }: Timing): number {
  return Date.parse(`${startsAt}Z`);
}

/** What a window is compared with. */
export interface Silenceable extends IncidentPlace {
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether work that is going on explains it. A signal that does not say where it is fits no window that does. */
export function isSilenced(signal: Silenceable, windows: readonly MaintenancePlan[], nowMs: number): boolean {
  return windows.some((each) => covers(each, signal) && openOccurrence(each, nowMs) !== null);
}

function covers({ regions, services, labels }: MaintenancePlan, signal: Silenceable): boolean {
  const fits = (named: readonly string[], value: string | null) =>
    named.length === 0 || (value !== null && named.includes(value));
  return (
    fits(regions, signal.region) &&
    fits(services, signal.service) &&
    Object.entries(labels).every(
      ([name, value]) => Object.hasOwn(signal.labels, name) && signal.labels[name] === value,
    )
  );
}
