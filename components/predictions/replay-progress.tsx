"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorSentence } from "@/components/queries/api-problem";
import { cancelReplay } from "@/components/queries/prediction-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { useShownZone } from "@/components/shell/view-state";
import type { PredictionReplayContract } from "@/lib/contracts/prediction";
import { replayModel } from "@/lib/pipeline/present/replay-progress";
import { probabilityText } from "@/lib/pipeline/present/prediction-words";

interface ReplayProgressProps {
  readonly replay: PredictionReplayContract;
  readonly mayCancel: boolean;
}

/** How far the stored history is predicted afterwards, so that there is a record from the start. Nothing once that is done. */
export function ReplayProgress({ replay, mayCancel }: ReplayProgressProps) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: cancelReplay,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.predictions.all }),
  });
  const model = replayModel(replay, useShownZone());
  if (model === null || replay.state === "done") return null;
  return (
    <section aria-labelledby="replay" className="card flex flex-col gap-1.5" data-replay={replay.state}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id="replay" className="card-title">
          Replay of the history
        </h2>
        {model.share === null || !mayCancel ? null : (
          <button
            type="button"
            className="btn min-h-[28px]! py-0.5!"
            onClick={() => cancel.mutate()}
            disabled={cancel.isPending}
          >
            {cancel.isPending ? "Cancelling" : "Cancel the replay"}
          </button>
        )}
      </div>
      {model.share === null ? null : (
        <div className="flex items-center gap-3">
          <progress className="h-2 min-w-0 flex-1" max={1} value={model.share} aria-labelledby="replay" />
          <span className="text-caption tabular-nums">{probabilityText(model.share)}</span>
        </div>
      )}
      <p className="text-caption text-ink-2">{model.text}</p>
      <p role="alert" className="text-caption font-medium text-crit empty:hidden">
        {cancel.error === null ? model.problem : errorSentence(cancel.error)}
      </p>
    </section>
  );
}
