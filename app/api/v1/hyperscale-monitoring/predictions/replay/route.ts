import { predictionReplaySchema } from "@/lib/contracts/prediction";
import { defineRoute } from "@/lib/http/define-route";
import { presentReplay } from "@/lib/pipeline/present/rest/present-prediction-record";
import { readReplayProgress } from "@/lib/predictions/read-prediction-record";

export const GET = defineRoute({
  summary: "How far the replay of stored history is, and the newest run of live predictions",
  scope: "metrics:read",
  response: predictionReplaySchema,
  handle: async (ctx) => {
    const { replay, run } = await readReplayProgress(ctx);
    return { data: presentReplay(replay, run), asOfMs: run?.assessedMs ?? null };
  },
});
