import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { CatalogRegion } from "@/lib/domain/catalog";
import type { CapacityPlan, WhatIf } from "@/lib/domain/capacity";
import { TARGET_UTILIZATION } from "@/lib/domain/health";
import type { KnownEvent } from "@/lib/domain/known-event";
import { planCapacity } from "@/lib/pipeline/predict/capacity";
import { AppError } from "@/lib/platform/errors";

export interface ReadCapacityInput {
  readonly daysAhead: number;
  /** null: nothing is supposed. */
  readonly whatIf: WhatIf | null;
}

export interface ReadCapacity {
  /** null: nothing was forecast yet. */
  readonly plan: CapacityPlan | null;
  readonly events: readonly KnownEvent[];
  /** As the catalogue calls them. */
  readonly regions: readonly CatalogRegion[];
  readonly currency: string;
  readonly provisioningLeadDays: number | null;
}

/**
 * What the days ahead need, from the newest forecasts and today's settings and known events. Needs metrics:read.
 * @throws AppError bad-request for a region that is not planned for, or too early a day
 */
export async function readCapacity(
  ctx: Ctx,
  { daysAhead, whatIf }: ReadCapacityInput,
): Promise<ReadCapacity> {
  requireScope(ctx.actor, "metrics:read");
  const [basis, settings, business, catalog, events] = await Promise.all([
    ctx.capacity.latest(),
    ctx.capacity.settings(),
    ctx.businessSettings.read(),
    ctx.catalog.regions(),
    ctx.knownEvents.list(),
  ]);
  const { provisioningLeadDays } = settings;
  const rest = { events, regions: catalog, currency: business.currency, provisioningLeadDays };
  if (whatIf !== null && whatIf.lostRegion !== null) {
    const known = basis?.regions ?? catalog.map(({ code }) => ({ region: code }));
    if (!known.some(({ region }) => region === whatIf.lostRegion)) throw unknownRegion(whatIf.lostRegion);
  }
  if (basis === null) return { plan: null, ...rest };
  const prices = new Map(catalog.map(({ code, pricePerServerHour }) => [code, pricePerServerHour]));
  const target = business.targetUtilizationRatio;
  const plan = planCapacity({
    basis,
    nowMs: ctx.clock.nowMs(),
    daysAhead,
    targets: {
      ...TARGET_UTILIZATION,
      ...(target === null ? {} : { cpu: target, memory: target }),
    },
    priceOf: (region) => prices.get(region) ?? business.pricePerServerHour,
    provisioningLeadDays,
    events,
    whatIf,
  });
  return { plan, ...rest };
}

function unknownRegion(region: string): AppError {
  const message = `${JSON.stringify(region)} is no region that capacity is planned for`;
  return new AppError("bad-request", `lost_region: ${message}`, {
    errors: [{ pointer: "lost_region", message }],
  });
}
