import * as z from "zod";
import { readRegions } from "@/lib/catalog/read-regions";
import { regionSchema } from "@/lib/contracts/region";
import { defineRoute } from "@/lib/http/define-route";
import { regionListAnswer } from "@/lib/pipeline/present/rest/catalog-answers";
import { versionTag } from "@/lib/platform/version-tag";

export const GET = defineRoute({
  summary: "Every region ever seen and what an admin knows of it, by code",
  scope: "metrics:read",
  response: z.array(regionSchema),
  handle: async (ctx) => regionListAnswer(await readRegions(ctx), versionTag),
});
