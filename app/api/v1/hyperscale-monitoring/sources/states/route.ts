import * as z from "zod";
import { namedSourceStateSchema } from "@/lib/contracts/source";
import { defineRoute } from "@/lib/http/define-route";
import { presentNamedSourceState } from "@/lib/pipeline/present/rest/present-source";
import { readSourceStates } from "@/lib/sources/read-source-states";

export const GET = defineRoute({
  summary: "How reading each source goes, without what an admin set for it",
  scope: "ingest-status:read",
  response: z.array(namedSourceStateSchema),
  handle: async (ctx) => {
    const nowMs = ctx.clock.nowMs();
    return { data: (await readSourceStates(ctx)).map((source) => presentNamedSourceState(source, nowMs)) };
  },
});
