import * as z from "zod";
import { readBusinessSettings } from "@/lib/business/read-business-settings";
import { readRegions } from "@/lib/catalog/read-regions";
import { regionSchema } from "@/lib/contracts/region";
import { defineRoute } from "@/lib/http/define-route";
import { regionListAnswer } from "@/lib/pipeline/present/rest/catalog-answers";
import { versionTag } from "@/lib/platform/version-tag";

export const GET = defineRoute({
  summary: "Every region ever seen and what an admin knows of it, by code",
  scope: "metrics:read",
  response: z.array(regionSchema),
  handle: async (ctx) => {
    const [regions, { currency }] = await Promise.all([readRegions(ctx), readBusinessSettings(ctx)]);
    return regionListAnswer(regions, currency, versionTag);
  },
});
