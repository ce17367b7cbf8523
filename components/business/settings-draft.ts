import { draftBody, numberOrNull, type DraftBody } from "@/components/catalog/draft-body";
import {
  businessSettingsBodySchema,
  type BusinessSettingsBody,
  type BusinessSettingsContract,
} from "@/lib/contracts/business-settings";

/** The business inputs as the form holds them; an empty field is not configured. */
export type BusinessDraft = Readonly<Record<keyof BusinessSettingsBody, string>>;

const PER_CENT = 100;
const DIGITS = 12;

export function draftOfSettings(settings: BusinessSettingsContract): BusinessDraft {
  const text = (value: number | null) => (value === null ? "" : String(value));
  return {
    currency: settings.currency,
    abandonment_factor: text(rounded(settings.abandonment_factor * PER_CENT)),
    world_revenue_per_minute: text(settings.world_revenue_per_minute),
    price_per_server_hour: text(settings.price_per_server_hour),
    target_utilization: text(settings.target_utilization),
  };
}

/** The abandonment factor is typed in per cent. */
export function bodyOfSettingsDraft(
  draft: BusinessDraft,
): DraftBody<BusinessSettingsBody, keyof BusinessSettingsBody> {
  const percent = numberOrNull(draft.abandonment_factor);
  return draftBody(businessSettingsBodySchema, {
    currency: draft.currency.trim().toUpperCase(),
    abandonment_factor: percent === null ? null : rounded(percent / PER_CENT),
    world_revenue_per_minute: numberOrNull(draft.world_revenue_per_minute),
    price_per_server_hour: numberOrNull(draft.price_per_server_hour),
    target_utilization: numberOrNull(draft.target_utilization),
  });
}

/** The request that makes the settings what they are. */
export function bodyOfSettings({ etag: _etag, ...body }: BusinessSettingsContract): BusinessSettingsBody {
  return body;
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
