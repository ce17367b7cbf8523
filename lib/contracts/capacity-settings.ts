import * as z from "zod";
import { successSchema } from "./envelope";

const MOST_DAYS = 730;

const settingsShape = {
  provisioning_lead_days: z.number().min(0).max(MOST_DAYS).nullable().meta({
    description: "Days from ordering servers until they serve; null: not configured",
    "x-unit": "days",
  }),
};

export const capacitySettingsBodySchema = z
  .strictObject(settingsShape)
  .meta({ id: "SetCapacitySettings", description: "What plans of capacity reckon with, as a whole" });
export type CapacitySettingsBody = z.infer<typeof capacitySettingsBodySchema>;

export const capacitySettingsSchema = z
  .object({ ...settingsShape, etag: z.string().meta({ description: "For If-Match" }) })
  .meta({ id: "CapacitySettings", description: "What plans of capacity reckon with" });
export type CapacitySettingsContract = z.infer<typeof capacitySettingsSchema>;

export const capacitySettingsResponseSchema = successSchema(capacitySettingsSchema);
