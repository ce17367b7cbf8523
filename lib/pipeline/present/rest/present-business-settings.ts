import type { BusinessSettingsBody, BusinessSettingsContract } from "@/lib/contracts/business-settings";
import type { BusinessSettings } from "@/lib/domain/business-settings";
import type { RestAnswer } from "./rest-answer";

const PER_CENT = 100;

/** The settings of a request as the domain has them. */
export function businessSettingsOfBody(body: BusinessSettingsBody): BusinessSettings {
  return {
    currency: body.currency,
    abandonmentRatio: body.abandonment_factor,
    worldRevenuePerMinute: body.world_revenue_per_minute,
    pricePerServerHour: body.price_per_server_hour,
    targetUtilizationRatio: body.target_utilization === null ? null : body.target_utilization / PER_CENT,
  };
}

/** GET and PUT settings/business. @param etag of their version */
export function businessSettingsAnswer(
  settings: BusinessSettings,
  etag: string,
): RestAnswer<BusinessSettingsContract> {
  const target = settings.targetUtilizationRatio;
  const data = {
    currency: settings.currency,
    abandonment_factor: settings.abandonmentRatio,
    world_revenue_per_minute: settings.worldRevenuePerMinute,
    price_per_server_hour: settings.pricePerServerHour,
    target_utilization: target === null ? null : roundedPercent(target),
    etag,
  };
  return { data, asOfMs: null, demo: false, missing: [], meta: { currency: settings.currency } };
}

/** 0.7 is stored of 70, and 70 is read again. */
function roundedPercent(ratio: number): number {
  return Number((ratio * PER_CENT).toPrecision(12));
}
