import * as z from "zod";
import { successSchema } from "./envelope";

const MOST_MONEY = 1e12;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));
const amount = z.number().min(0).max(MOST_MONEY);

const settingsShape = {
  currency: z
    .string()
    .refine((code) => CURRENCIES.has(code), "is no currency of ISO 4217, such as USD or EUR")
    .meta({ description: "ISO 4217 code of every amount; changing it converts nothing" }),
  abandonment_factor: z
    .number()
    .min(0)
    .max(1)
    .meta({ description: "Share of frustrated users taken to leave without buying, 0–1; 0.3 unless set" }),
  world_revenue_per_minute: amount.nullable().meta({
    description:
      "Of the whole world. What regions have of their own is taken off first, the rest is split by traffic; null: not configured",
  }),
  price_per_server_hour: amount
    .nullable()
    .meta({ description: "Of regions without a price of their own; null: not configured" }),
  target_utilization: z.number().min(1).max(100).nullable().meta({
    description:
      "CPU and memory up to which a server is used as planned, per cent; null: each resource's alert threshold",
  }),
};

export const businessSettingsBodySchema = z
  .strictObject(settingsShape)
  .meta({ id: "SetBusinessSettings", description: "The business inputs, as a whole" });
export type BusinessSettingsBody = z.infer<typeof businessSettingsBodySchema>;

export const businessSettingsSchema = z
  .object({ ...settingsShape, etag: z.string().meta({ description: "For If-Match" }) })
  .meta({ id: "BusinessSettings", description: "What an admin says of the business" });
export type BusinessSettingsContract = z.infer<typeof businessSettingsSchema>;

export const businessSettingsResponseSchema = successSchema(businessSettingsSchema);
