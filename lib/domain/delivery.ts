import type { DeploymentKind, DeploymentOutcome } from "./deployment";

/** What of a production change event the four keys need. Times are Unix ms. */
export interface DeliveryChange {
  readonly id: string;
  readonly service: string | null;
  readonly region: string | null;
  readonly version: string | null;
  readonly kind: DeploymentKind;
  readonly outcome: DeploymentOutcome;
  readonly deployedAtMs: number;
  readonly committedAtMs: number | null;
}

export const DELIVERY_KEYS = [
  "deployment-frequency",
  "lead-time",
  "change-failure-rate",
  "recovery-time",
] as const;
export type DeliveryKeyName = (typeof DELIVERY_KEYS)[number];

export const DORA_CLUSTERS = ["elite", "high", "medium", "low"] as const;
export type DoraCluster = (typeof DORA_CLUSTERS)[number];

/** The report whose clusters are used. */
export const DORA_REPORT = "DORA, Accelerate State of DevOps 2024";

/** One of DORA's four keys. `value`: deployments a day, ms, a ratio 0–1, ms. */
export interface DeliveryKey {
  readonly name: DeliveryKeyName;
  readonly value: number;
  /** The best cluster whose figure it meets; null: it meets none. */
  readonly cluster: DoraCluster | null;
  /** 100 elite, 75 high, 50 medium, 25 low, 0 none. */
  readonly score: number;
  /** How many events it is made of. */
  readonly events: number;
}

export interface DeliveryFigures {
  /** 30 days, or as long as there are deployments. */
  readonly windowMs: number;
  readonly deploymentsPerDay: number;
  /** Those that are known, in DORA's order. */
  readonly keys: readonly DeliveryKey[];
  /** Mean score of the known keys. */
  readonly score: number;
  /** Failures that nothing has mended yet: they are in no recovery time. */
  readonly unrecovered: number;
  /** What the recovery time is of: incidents that users felt, else failed deployments; null: it is not known. */
  readonly recoveryOf: RecoverySource | null;
}

export const RECOVERY_SOURCES = ["incidents", "deployments"] as const;
export type RecoverySource = (typeof RECOVERY_SOURCES)[number];
