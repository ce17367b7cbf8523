import { predictionReplaySchema } from "@/lib/contracts/prediction";
import { defineRoute } from "@/lib/http/define-route";
import { presentReplay } from "@/lib/pipeline/present/rest/present-prediction-record";
import { cancelReplay } from "@/lib/predictions/cancel-replay";
import { readReplayProgress } from "@/lib/predictions/read-prediction-record";

export const POST = defineRoute({
  summary: "Ends the replay of stored history; what it made until then stays in the record",
  scope: "settings:write",
  response: predictionReplaySchema,
  handle: async (ctx) => {
    await cancelReplay(ctx);
    const { replay, run } = await readReplayProgress(ctx);
    return { data: presentReplay(replay, run), asOfMs: run?.assessedMs ?? null };
  },
});
