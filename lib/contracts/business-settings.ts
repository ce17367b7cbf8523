import * as z from "zod";
import { successSchema } from "./envelope";

const MOST_MONEY = 1e12;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));
const AMOUNT_PROBLEM = "must be a number of at least 0";
const amount = z
  .number(AMOUNT_PROBLEM)
  .min(0, AMOUNT_PROBLEM)
  .max(MOST_MONEY, "is more than any business earns or pays");
const SHARE_PROBLEM = "must be a share from 0 to 1 (0 to 100 %)";
const TARGET_PROBLEM = "must be a number from 1 to 100";

const settingsShape = {
  currency: z
    .string()
    .refine((code) => CURRENCIES.has(code), "is no currency of ISO 4217, such as USD or EUR")
    .meta({ description: "ISO 4217 code of every amount; changing it converts nothing" }),
  abandonment_factor: z
    .number(SHARE_PROBLEM)
    .min(0, SHARE_PROBLEM)
    .max(1, SHARE_PROBLEM)
    .meta({ description: "Share of frustrated users taken to leave without buying, 0–1; 0.3 unless set" }),
  world_revenue_per_minute: amount.nullable().meta({
    description:
      "Of the whole world. What regions have of their own is taken off first, the rest is split by traffic; null: not configured",
  }),
  price_per_server_hour: amount
    .nullable()
    .meta({ description: "Of regions without a price of their own; null: not configured" }),
  target_utilization: z
    .number(TARGET_PROBLEM)
    .min(1, TARGET_PROBLEM)
    .max(100, TARGET_PROBLEM)
    .nullable()
    .meta({
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
