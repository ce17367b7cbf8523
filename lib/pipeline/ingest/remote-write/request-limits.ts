import { AppError } from "@/lib/platform/errors";

/** What reading one remote_write request may come to. */
export interface RequestLimits {
  readonly maxSamples: number;
  /** Labels of one series: far more than it is kept with, but reading them takes time. */
  readonly maxLabels: number;
  /** Pairs of replicas, and bytes of each of their names. */
  readonly maxPairs: number;
  readonly maxPairNameBytes: number;
  /** Whether a request past the limits of pairs is refused; otherwise such a pair counts as none. */
  readonly refusesPairs: boolean;
}

/**
 * At the door. An empty sample is two bytes of a body and sixteen here; senders send some thousands at a time. One sender is
 * one replica; a proxy in front of several may join their requests.
 */
export const DOOR_LIMITS: RequestLimits = {
  maxSamples: 250_000,
  maxLabels: 10_000,
  maxPairs: 100,
  maxPairNameBytes: 1024,
  refusesPairs: true,
};

/** Of what the log has: it was acknowledged, maybe by a version whose door was wider, and is never refused. */
export const LOGGED_LIMITS: RequestLimits = {
  ...DOOR_LIMITS,
  maxSamples: Infinity,
  maxLabels: Infinity,
  refusesPairs: false,
};

/** @throws AppError bad-request */
export function tooManyLabels({ maxLabels }: RequestLimits): never {
  throw new AppError("bad-request", `A series has more than ${maxLabels} labels.`);
}
