import { DEFAULT_LIMITS, type ResponsePolicySettings, type ResponseRun } from "@/lib/domain/response";
import { MINUTE_MS } from "@/lib/domain/window";

export const NOW_MS = Date.UTC(2026, 10, 20, 12);

/** A run of a policy that acts in eu, as it was claimed just now. */
export function runOf(of: Partial<ResponseRun> = {}): ResponseRun {
  return {
    ...{ id: "run", policyId: "p", policyName: "Policy", mode: "auto", incidentId: "i", signalId: "s" },
    ...{ region: "eu", service: "checkout", action: { kind: "restart", share: null, toRegion: null } },
    ...{ step: 0, state: "verified", reason: "It is slow", heldBy: null, createdMs: NOW_MS, expiresMs: null },
    ...{ decidedBy: null, decidedMs: null, claimedMs: NOW_MS, capacityShare: 0.05, executedMs: NOW_MS },
    ...{ verifyByMs: null, request: null, answer: null, externalId: null, before: null, after: null },
    ...{ endedMs: null, outcome: null, undoAskedBy: null, demo: false, version: 1 },
    ...of,
  } as ResponseRun;
}

/** Answers whatever fires with a throttle. */
export function policyOf(of: Partial<ResponsePolicySettings> = {}): ResponsePolicySettings {
  return {
    ...{ name: "Relieve", enabled: true, mode: "suggest" },
    match: {
      ...{ sources: [], predictionKinds: [], minProbability: 0, categories: [], minSeverity: "info" },
      ...{ regions: [], services: [], hours: null },
    },
    actions: [{ kind: "throttle-traffic", share: 0.2, toRegion: null }],
    limits: { ...DEFAULT_LIMITS, capacityShare: 0.5 },
    ...{ approveWithinMs: 30 * MINUTE_MS, verifyWithinMs: 30 * MINUTE_MS },
    ...of,
  } as ResponsePolicySettings;
}
