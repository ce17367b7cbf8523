import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone } from "@/components/shell/view-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { PredictionContract, PredictionReplayContract } from "@/lib/contracts/prediction";
import { byUrgency } from "@/lib/pipeline/present/prediction-model";
import { nothingReason, nothingText } from "@/lib/pipeline/present/prediction-words";
import { PredictionCard } from "./prediction-card";

interface OpenPredictionsProps {
  readonly predictions: readonly PredictionContract[];
  readonly engine: PredictionReplayContract["engine"];
}

/** What is predicted to break, the soonest first. */
export function OpenPredictions({ predictions, engine }: OpenPredictionsProps) {
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  return (
    <section aria-labelledby="open" className="flex flex-col gap-3">
      <h2 id="open" className="sr-only">
        Open predictions
      </h2>
      {predictions.length === 0 ? (
        <EmptyState title={nothingText(engine, at)}>{nothingReason(engine, at.nowMs)}</EmptyState>
      ) : (
        [...predictions]
          .sort(byUrgency)
          .map((prediction) => <PredictionCard key={prediction.id} prediction={prediction} />)
      )}
    </section>
  );
}
