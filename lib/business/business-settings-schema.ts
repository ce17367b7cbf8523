import { z } from "zod";
import type { VersionedBusinessSettings } from "@/lib/domain/business-settings";

/** What is stored under the setting's key. */
export const businessSettingsSchema = z.object({
  currency: z.string(),
  abandonmentRatio: z.number(),
  worldRevenuePerMinute: z.number().nullable(),
  pricePerServerHour: z.number().nullable(),
  targetUtilizationRatio: z.number().nullable(),
  version: z.number(),
}) satisfies z.ZodType<VersionedBusinessSettings>;
