import type {
  ResponsePolicyBody,
  ResponsePolicyContract,
  ResponseSettingsBody,
  ResponseSettingsContract,
} from "@/lib/contracts/response";
import type {
  RateLimit,
  ResponsePolicy,
  ResponsePolicySettings,
  ResponseSettings,
} from "@/lib/domain/response";
import { MINUTE_MS } from "@/lib/domain/window";
import { isoOf } from "./rest-value";

/** The policy of a request as the domain has it. */
export function policyOfBody(body: ResponsePolicyBody): ResponsePolicySettings {
  const { name, enabled, mode, match, actions, limits } = body;
  const { sources, categories, regions, services, hours } = match;
  return {
    ...{ name, enabled, mode },
    match: {
      ...{ sources, categories, regions, services },
      predictionKinds: match.prediction_kinds,
      minProbability: match.min_probability,
      minSeverity: match.min_severity,
      hours: hours && { fromHour: hours.from_hour, toHour: hours.to_hour },
    },
    actions: actions.map(({ action, share, to_region }) => ({ kind: action, share, toRegion: to_region })),
    limits: {
      action: rateOf(limits.action),
      scope: rateOf(limits.scope),
      capacityShare: limits.capacity_share,
    },
    approveWithinMs: body.approve_within_minutes * MINUTE_MS,
    verifyWithinMs: body.verify_within_minutes * MINUTE_MS,
  };
}

function rateOf(rate: { readonly per_hour: number; readonly cooldown_minutes: number }): RateLimit {
  return { perHour: rate.per_hour, cooldownMs: rate.cooldown_minutes * MINUTE_MS };
}

/** @param etag of its version */
export function presentResponsePolicy(policy: ResponsePolicy, etag: string): ResponsePolicyContract {
  const { id, name, enabled, mode, match, actions, limits } = policy;
  const { hours } = match;
  return {
    ...{ id, name, enabled, mode, etag },
    match: {
      sources: [...match.sources],
      prediction_kinds: [...match.predictionKinds],
      min_probability: match.minProbability,
      categories: [...match.categories],
      min_severity: match.minSeverity,
      regions: [...match.regions],
      services: [...match.services],
      hours: hours && { from_hour: hours.fromHour, to_hour: hours.toHour },
    },
    actions: actions.map(({ kind, share, toRegion }) => ({ action: kind, share, to_region: toRegion })),
    limits: {
      action: presentRate(limits.action),
      scope: presentRate(limits.scope),
      capacity_share: limits.capacityShare,
    },
    approve_within_minutes: policy.approveWithinMs / MINUTE_MS,
    verify_within_minutes: policy.verifyWithinMs / MINUTE_MS,
  };
}

function presentRate({ perHour, cooldownMs }: RateLimit) {
  return { per_hour: perHour, cooldown_minutes: cooldownMs / MINUTE_MS };
}

export function responseSettingsOfBody({ stopped, freezes }: ResponseSettingsBody): ResponseSettings {
  return {
    stopped,
    freezes: freezes.map(({ from, to, ...same }) => ({
      ...same,
      fromMs: Date.parse(from),
      toMs: Date.parse(to),
    })),
  };
}

/** @param etag of their version */
export function presentResponseSettings(
  { stopped, freezes }: ResponseSettings,
  etag: string,
): ResponseSettingsContract {
  return {
    ...{ stopped, etag },
    freezes: freezes.map(({ name, fromMs, toMs, weekly, regions }) => ({
      ...{ name, weekly, from: isoOf(fromMs), to: isoOf(toMs), regions: [...regions] },
    })),
  };
}
