/** Why something is suspected: it changed shortly before, others call it, or it was the first to be wrong. */
export const SUSPECT_KINDS = ["change", "upstream", "first-mover"] as const;
export type SuspectKind = (typeof SUSPECT_KINDS)[number];

/** What may be the cause of an incident. That it is to blame is only suspected. */
export interface IncidentSuspect {
  readonly kind: SuspectKind;
  /** Where; null: all, or not known. */
  readonly region: string | null;
  readonly service: string | null;
  /** What it is, such as `deploy checkout 2026.47.2`, or the place's name. */
  readonly what: string;
  /** Why it is suspected, as a sentence. */
  readonly evidence: string;
  /** When it changed, or began to be wrong. */
  readonly atMs: number;
  /** Of a change; null: it is none. */
  readonly deploymentId: string | null;
  /** Where its sender shows it. */
  readonly url: string | null;
}
