import { queryKeys } from "@/components/queries/query-keys";
import type { Ctx } from "@/lib/context";
import {
  predictionListResponseSchema,
  predictionRecordResponseSchema,
  predictionReplayResponseSchema,
} from "@/lib/contracts/prediction";
import { MAX_PAGE } from "@/lib/contracts/page-query";
import { predictionListAnswer } from "@/lib/pipeline/present/rest/prediction-list-answer";
import {
  presentPredictionRecord,
  presentReplay,
} from "@/lib/pipeline/present/rest/present-prediction-record";
import { listPredictions } from "@/lib/predictions/list-predictions";
import { readPredictionRecord, readReplayProgress } from "@/lib/predictions/read-prediction-record";
import type { Seed } from "./dehydrated-queries";

/** What is predicted to break, for pages that say so. */
export async function openPredictionsSeed(ctx: Ctx): Promise<Seed> {
  return {
    queryKey: queryKeys.predictions.open,
    schema: predictionListResponseSchema,
    answer: predictionListAnswer(await listPredictions(ctx, { state: "open", limit: MAX_PAGE })),
  };
}

/** The same, and how far they are assessed: whether silence is good news. */
export async function nextBreakSeeds(ctx: Ctx): Promise<readonly Seed[]> {
  const [open, { replay, run }] = await Promise.all([openPredictionsSeed(ctx), readReplayProgress(ctx)]);
  return [
    open,
    {
      queryKey: queryKeys.predictions.replay,
      schema: predictionReplayResponseSchema,
      answer: {
        data: presentReplay(replay, run),
        asOfMs: run?.assessedMs ?? null,
        demo: ctx.demo,
        missing: [],
      },
    },
  ];
}

/** What the page of predictions starts with; the long list of closed ones comes after. */
export async function predictionSeeds(ctx: Ctx): Promise<readonly Seed[]> {
  const [next, { record, asOfMs, demo }] = await Promise.all([
    nextBreakSeeds(ctx),
    readPredictionRecord(ctx),
  ]);
  return [
    ...next,
    {
      queryKey: queryKeys.predictions.record,
      schema: predictionRecordResponseSchema,
      answer: { data: presentPredictionRecord(record), asOfMs, demo, missing: [] },
    },
  ];
}
