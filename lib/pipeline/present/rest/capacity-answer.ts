import type { CapacityForecastContract } from "@/lib/contracts/capacity-forecast";
import type { CapacityPlan, WhatIf } from "@/lib/domain/capacity";
import type { KnownEvent } from "@/lib/domain/known-event";
import type { RegionNames } from "@/lib/pipeline/present/region-name";
import { capacityMissing, missingBeforePlan } from "./capacity-missing";
import { nullFields } from "./no-snapshot";
import { presentCapacity, presentWhatIf } from "./present-capacity";
import type { RestAnswer } from "./rest-answer";

interface CapacityRead {
  /** null: nothing was forecast yet. */
  readonly plan: CapacityPlan | null;
  readonly events: readonly KnownEvent[];
  readonly nameOf: RegionNames;
  readonly currency: string;
  readonly provisioningLeadDays: number | null;
}

/** GET capacity/forecast. */
export function capacityAnswer(
  { plan, currency, ...read }: CapacityRead,
  asked: { readonly daysAhead: number; readonly whatIf: WhatIf | null },
): RestAnswer<CapacityForecastContract> {
  const meta = { currency };
  const { provisioningLeadDays } = read;
  if (plan === null) {
    const data = noPlan(asked, provisioningLeadDays);
    const unknown = nullFields({ ...data, timestamp: 0, what_if: 0 }, "");
    const missing = missingBeforePlan(unknown, provisioningLeadDays);
    return { data, asOfMs: null, demo: false, missing, meta };
  }
  return {
    data: presentCapacity({ plan, ...read, whatIf: asked.whatIf }),
    asOfMs: plan.asOfMs,
    demo: plan.demo,
    missing: capacityMissing(plan, provisioningLeadDays),
    meta,
  };
}

function noPlan(
  { daysAhead, whatIf }: { readonly daysAhead: number; readonly whatIf: WhatIf | null },
  leadDays: number | null,
): CapacityForecastContract {
  return {
    timestamp: null,
    forecast_horizon_days: daysAhead,
    predicted_user_growth: null,
    predicted_user_growth_low: null,
    predicted_user_growth_high: null,
    predicted_traffic_growth: null,
    predicted_traffic_growth_low: null,
    predicted_traffic_growth_high: null,
    required_server_capacity: null,
    required_server_capacity_low: null,
    required_server_capacity_high: null,
    estimated_cost: null,
    estimated_cost_low: null,
    estimated_cost_high: null,
    cost_of_current_servers: null,
    provisioning_lead_days: leadDays,
    what_if: presentWhatIf(whatIf),
    scaling_recommendations: [],
    risk_factors: [],
    regions: [],
  };
}
