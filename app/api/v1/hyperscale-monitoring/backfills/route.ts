import * as z from "zod";
import { listBackfills } from "@/lib/backfill/list-backfills";
import { startBackfill } from "@/lib/backfill/start-backfill";
import { backfillInput, startBackfillTools } from "@/lib/compose/backfill";
import { processEnv } from "@/lib/compose/context";
import { backfillSchema, startBackfillBodySchema } from "@/lib/contracts/backfill";
import { defineRoute } from "@/lib/http/define-route";
import { presentBackfill } from "@/lib/pipeline/present/rest/present-backfill";

const CREATED = 201;

export const GET = defineRoute({
  summary: "The newest imports of history, with progress and time left",
  scope: "ingest-status:read",
  response: z.array(backfillSchema),
  handle: async (ctx) => ({ data: (await listBackfills(ctx)).map(presentBackfill) }),
});

export const POST = defineRoute({
  summary: "Starts an import of history from a Prometheus-compatible engine or an OpenMetrics file",
  scope: "settings:write",
  body: startBackfillBodySchema,
  response: backfillSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const env = processEnv();
    return {
      data: presentBackfill(await startBackfill(ctx, backfillInput(body, env), startBackfillTools(env))),
    };
  },
});
