import * as z from "zod";
import { cancelBackfill } from "@/lib/backfill/cancel-backfill";
import { backfillSchema } from "@/lib/contracts/backfill";
import { defineRoute } from "@/lib/http/define-route";
import { presentBackfill } from "@/lib/pipeline/present/rest/present-backfill";
import { textInput } from "@/lib/contracts/text";

export const POST = defineRoute({
  summary: "Ends an import of history; what it wrote stays",
  scope: "settings:write",
  params: z.object({ id: textInput.min(1) }),
  response: backfillSchema,
  handle: async (ctx, { params }) => ({ data: presentBackfill(await cancelBackfill(ctx, params)) }),
});
