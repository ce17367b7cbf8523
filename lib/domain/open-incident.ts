import {
  INCIDENT_SEVERITIES,
  isPlaced,
  worseSeverity,
  type Incident,
  type IncidentPlace,
  type IncidentSeverity,
  type SignalSource,
} from "./incident";

/** Signals of an incident that say the same of the same place. */
export interface IncidentPart extends IncidentPlace {
  readonly source: SignalSource;
  /** Of predictions, which series; null: of all others. */
  readonly subject: string | null;
  readonly firing: boolean;
  /** The worst of them. */
  readonly severity: IncidentSeverity;
}

/** An incident that is not resolved, with what the figures of a cycle have to know of its signals. */
export interface OpenIncident extends Pick<
  Incident,
  | "id"
  | "number"
  | "title"
  | "severity"
  | "category"
  | "pinned"
  | "region"
  | "service"
  | "impactStartMs"
  | "impactEndMs"
  | "acknowledgedBy"
  | "assigneeName"
  | "demo"
> {
  readonly parts: readonly IncidentPart[];
}

/** What is told of its signals in one place now, and how bad that is. */
export interface FeltPart extends IncidentPlace {
  readonly severity: IncidentSeverity;
}

/**
 * Where it is felt now: its signals that fire, have a place and are no predictions. How bad it is there the signals there say,
 * unless a person has said how bad it is: a critical service makes those that wait for it no more than they are.
 */
export function feltParts({ parts, pinned, severity }: OpenIncident): FeltPart[] {
  const isSaid = pinned.includes("severity");
  const worst = new Map<string, FeltPart>();
  for (const part of parts) {
    if (!part.firing || part.source === "prediction" || !isPlaced(part)) continue;
    const { region, service } = part;
    const key = JSON.stringify([region, service]);
    const known = worst.get(key)?.severity ?? part.severity;
    worst.set(key, { region, service, severity: isSaid ? severity : worseSeverity(known, part.severity) });
  }
  return [...worst.values()];
}

/** Worse and then older first. */
export function byWeight(a: OpenIncident, b: OpenIncident): number {
  const rank = ({ severity }: OpenIncident) => INCIDENT_SEVERITIES.indexOf(severity);
  return rank(a) - rank(b) || a.number - b.number;
}

/** "Incident 12". */
export function incidentName({ number }: Pick<Incident, "number">): string {
  return `Incident ${number}`;
}

/** Who is on it: its assignee, else who acknowledged it; null: nobody. */
export function personOn({
  assigneeName,
  acknowledgedBy,
}: Pick<Incident, "assigneeName" | "acknowledgedBy">): string | null {
  // An actor's name begins with its kind, as "user:".
  return assigneeName ?? acknowledgedBy?.replace(/^[a-z-]+:/, "") ?? null;
}
