export const DEPLOYMENT_KINDS = [
  "deploy",
  "rollback",
  "config",
  "migration",
  "feature_flag",
  "other",
] as const;
export type DeploymentKind = (typeof DEPLOYMENT_KINDS)[number];

export const DEPLOYMENT_OUTCOMES = ["in_progress", "succeeded", "failed", "cancelled"] as const;
export type DeploymentOutcome = (typeof DEPLOYMENT_OUTCOMES)[number];

/** A change event: something else runs now, or tried to. Times are Unix ms. */
export interface Deployment {
  readonly id: string;
  /** The sender's own id, one event each within its source; null: it has none. */
  readonly externalId: string | null;
  /** "api", or the integration that it came through. */
  readonly source: string;
  /** null: all services. */
  readonly service: string | null;
  /** null: all regions. */
  readonly region: string | null;
  readonly environment: string;
  readonly kind: DeploymentKind;
  readonly outcome: DeploymentOutcome;
  readonly version: string | null;
  readonly deployedAtMs: number;
  readonly commit: string | null;
  readonly committedAtMs: number | null;
  readonly url: string | null;
  readonly description: string | null;
  readonly demo: boolean;
  readonly recordedAtMs: number;
  readonly recordedBy: string;
}
