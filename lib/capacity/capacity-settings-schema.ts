import * as z from "zod";

/** As stored in the setting `capacity`. */
export const capacitySettingsSchema = z.object({
  provisioningLeadDays: z.number().min(0).nullable(),
  version: z.int().min(1),
});
