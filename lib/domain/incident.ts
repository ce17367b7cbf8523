import { MINUTE_MS } from "./window";

export const INCIDENT_STATUSES = ["open", "investigating", "identified", "monitoring", "resolved"] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** Worst first. */
export const INCIDENT_SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
export type IncidentSeverity = (typeof INCIDENT_SEVERITIES)[number];

export const INCIDENT_CATEGORIES = ["availability", "performance", "capacity", "security", "other"] as const;
export type IncidentCategory = (typeof INCIDENT_CATEGORIES)[number];

/** Who told of it. `silence`: a region's telemetry stopped; `manual`: a person. */
export const SIGNAL_SOURCES = [
  "prediction",
  "objective",
  "anomaly",
  "silence",
  "alertmanager",
  "grafana",
  "manual",
] as const;
export type SignalSource = (typeof SIGNAL_SOURCES)[number];

/** The job that brings incidents in line with what is wrong now. */
export const INCIDENT_JOB = "keep-incidents";
export const INCIDENT_TOPIC = "incident";

/** Signals so long apart are not of one cause by their place alone. */
export const GROUP_WITHIN_MS = 15 * MINUTE_MS;
/** An incident resolves by itself once nothing of it fired for so long. */
export const QUIET_MS = 10 * MINUTE_MS;
/** What fires again so soon after it was resolved by itself is the same incident: no flapping. */
export const REFIRE_WITHIN_MS = 15 * MINUTE_MS;

export interface IncidentPlace {
  /** null: the whole platform, or not known. */
  readonly region: string | null;
  /** null: the region as a whole. */
  readonly service: string | null;
}

/** One source's word that something is wrong, from its start to its end. */
export interface NewSignal extends IncidentPlace {
  readonly source: SignalSource;
  /** Of the same thing at different times the same, as a rule's name and place. */
  readonly subject: string;
  /** Unique in its source: the same one again changes this signal. */
  readonly key: string;
  readonly title: string;
  readonly description: string | null;
  readonly severity: IncidentSeverity;
  readonly category: IncidentCategory;
  /** As the sender has them; never trusted as markup. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where the sender shows it. */
  readonly url: string | null;
  /** The sender's own grouping; joins what has no place of its own. */
  readonly groupKey: string | null;
  readonly startedMs: number;
  /** null: it fires. */
  readonly endedMs: number | null;
  readonly demo: boolean;
}

export interface IncidentSignal extends NewSignal {
  readonly id: string;
  readonly incidentId: string;
  readonly recordedMs: number;
}

export const INCIDENT_ROLES = ["commander", "communications", "operations"] as const;
export type IncidentRole = (typeof INCIDENT_ROLES)[number];

/** What a person set stays, whatever signals say later. */
export const PINNABLE = ["title", "severity", "category", "impactStartMs", "impactEndMs"] as const;
export type Pinnable = (typeof PINNABLE)[number];

export interface Incident extends IncidentPlace {
  readonly id: string;
  /** As people call it. */
  readonly number: number;
  readonly title: string;
  readonly description: string | null;
  readonly severity: IncidentSeverity;
  readonly status: IncidentStatus;
  readonly category: IncidentCategory;
  readonly pinned: readonly Pinnable[];
  readonly detectedMs: number;
  /** When users began to feel it; null: so far it is only foretold. */
  readonly impactStartMs: number | null;
  readonly impactEndMs: number | null;
  readonly acknowledgedMs: number | null;
  readonly acknowledgedBy: string | null;
  /** The id and name of a person; null: nobody. */
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  /** Names of persons. */
  readonly roles: Readonly<Partial<Record<IncidentRole, string>>>;
  readonly resolvedMs: number | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
  readonly rootCause: string | null;
  /** Since when nothing of it fires; null: something does. */
  readonly quietSinceMs: number | null;
  /** The incident that it turned out to be a part of. */
  readonly mergedIntoId: string | null;
  readonly updatedMs: number;
  /** Counts changes. */
  readonly version: number;
  readonly demo: boolean;
}

export const INCIDENT_EVENT_KINDS = [
  "opened",
  "signal",
  "signal-ended",
  "merged",
  "acknowledged",
  "assigned",
  "status",
  "edited",
  "note",
  "resolved",
  "reopened",
  "undone",
  "response",
] as const;
export type IncidentEventKind = (typeof INCIDENT_EVENT_KINDS)[number];

/** A line of the timeline. */
export interface IncidentEvent {
  readonly id: string;
  readonly incidentId: string;
  readonly kind: IncidentEventKind;
  /** When it happened. */
  readonly atMs: number;
  /** When it was written down. */
  readonly recordedMs: number;
  readonly actor: string;
  readonly text: string;
}

export function isActive({ status }: Pick<Incident, "status">): boolean {
  return status !== "resolved";
}

export function worseSeverity(one: IncidentSeverity, other: IncidentSeverity): IncidentSeverity {
  return INCIDENT_SEVERITIES.indexOf(one) <= INCIDENT_SEVERITIES.indexOf(other) ? one : other;
}

const OF_THE_PLATFORM: readonly SignalSource[] = ["objective", "prediction"];

/** A sender that names neither region nor service does not mean the whole platform. */
export function isPlaced({
  region,
  service,
  source,
}: Pick<NewSignal, "region" | "service" | "source">): boolean {
  return region !== null || service !== null || OF_THE_PLATFORM.includes(source);
}

/** What an incident's signals come to. */
export interface SignalSummary {
  readonly incidentId: string;
  /** Start of the first, and of the newest. */
  readonly firstMs: number;
  readonly newestMs: number;
  readonly firing: number;
  /** When the last one ended; null: none did. */
  readonly lastEndedMs: number | null;
  /** Of those that are not only foretold. */
  readonly impactFirstMs: number | null;
  readonly impactLastEndedMs: number | null;
  readonly impactFiring: number;
  readonly severity: IncidentSeverity;
  /** Where they are, of those that say so. */
  readonly places: readonly IncidentPlace[];
  /** Of those that fire, and are not only foretold. */
  readonly feltPlaces: readonly IncidentPlace[];
  readonly groupKeys: readonly string[];
}
