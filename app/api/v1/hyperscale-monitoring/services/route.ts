import * as z from "zod";
import { readServices } from "@/lib/catalog/read-services";
import { serviceSchema } from "@/lib/contracts/service";
import { defineRoute } from "@/lib/http/define-route";
import { serviceListAnswer } from "@/lib/pipeline/present/rest/catalog-answers";
import { versionTag } from "@/lib/platform/version-tag";

export const GET = defineRoute({
  summary: "Every service ever seen and what an admin knows of it, by name",
  scope: "metrics:read",
  response: z.array(serviceSchema),
  handle: async (ctx) => serviceListAnswer(await readServices(ctx), versionTag),
});
