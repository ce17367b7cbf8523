import { INCIDENT_SEVERITIES, type Incident, type IncidentSignal } from "@/lib/domain/incident";
import type { Prediction } from "@/lib/domain/prediction";
import type {
  DayHours,
  PolicyMatch,
  ResponseAction,
  ResponsePolicy,
  ResponseRun,
} from "@/lib/domain/response";
import { HOUR_MS } from "@/lib/domain/window";

/** A signal with a region to act in. */
export type PlacedSignal = IncidentSignal & { readonly region: string };

const HOURS_A_DAY = 24;

/** The firing signal of an incident that a policy is about: that of its cause first, then the earliest. null: there is none. */
export function matchingSignal(
  { match, enabled }: ResponsePolicy,
  incident: Incident,
  signals: readonly IncidentSignal[],
  predictions: ReadonlyMap<string, Prediction>,
  nowMs: number,
): PlacedSignal | null {
  if (!enabled || !isOf(match.categories, incident.category)) return null;
  if (INCIDENT_SEVERITIES.indexOf(incident.severity) > INCIDENT_SEVERITIES.indexOf(match.minSeverity))
    return null;
  if (match.hours !== null && !isWithin(match.hours, nowMs)) return null;
  const found = signals.filter(
    (signal): signal is PlacedSignal =>
      signal.endedMs === null && signal.region !== null && isAbout(match, signal, predictions),
  );
  const isCause = ({ region, service }: IncidentSignal) =>
    region === incident.region && service === incident.service;
  return found.find(isCause) ?? found[0] ?? null;
}

function isAbout(
  match: PolicyMatch,
  { source, key, region, service }: IncidentSignal,
  predictions: ReadonlyMap<string, Prediction>,
): boolean {
  if (!isOf(match.sources, source)) return false;
  if (region === null || !isOf(match.regions, region)) return false;
  if (match.services.length > 0 && (service === null || !match.services.includes(service))) return false;
  if (source !== "prediction") return true;
  const prediction = predictions.get(key);
  if (prediction === undefined || !isOf(match.predictionKinds, prediction.kind)) return false;
  return Math.max(0, ...prediction.latest.map(({ calibrated }) => calibrated)) >= match.minProbability;
}

function isOf<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function isWithin({ fromHour, toHour }: DayHours, nowMs: number): boolean {
  const hour = Math.floor(nowMs / HOUR_MS) % HOURS_A_DAY;
  return fromHour <= toHour ? fromHour <= hour && hour < toHour : hour >= fromHour || hour < toHour;
}

/**
 * Which of a policy's actions is next for an incident. null: none, since one is under way, one helped, a person said no, or all
 * were tried.
 * @param runs of the policy and the incident
 */
export function nextAction(
  { actions }: ResponsePolicy,
  runs: readonly ResponseRun[],
): { readonly step: number; readonly action: ResponseAction } | null {
  const didNotHelp = ({ state, undoAskedBy }: ResponseRun) =>
    (state === "failed" || state === "rolled-back") && undoAskedBy === null;
  if (!runs.every(didNotHelp)) return null;
  const step = Math.max(-1, ...runs.map((run) => run.step)) + 1;
  const action = actions[step];
  return action === undefined ? null : { step, action };
}
