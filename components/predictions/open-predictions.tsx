import { useSlowNowMs } from "@/components/shell/time-context";
import { EmptyState } from "@/components/ui/empty-state";
import type { PredictionContract, PredictionReplayContract } from "@/lib/contracts/prediction";
import { byUrgency } from "@/lib/pipeline/present/prediction-model";
import { nothingReason } from "@/lib/pipeline/present/prediction-words";
import { PredictionCard } from "./prediction-card";

interface OpenPredictionsProps {
  readonly predictions: readonly PredictionContract[];
  readonly engine: PredictionReplayContract["engine"];
}

/** What is predicted to break, the soonest first. */
export function OpenPredictions({ predictions, engine }: OpenPredictionsProps) {
  const nowMs = useSlowNowMs();
  return (
    <section aria-labelledby="open" className="flex flex-col gap-3">
      <h2 id="open" className="sr-only">
        Open predictions
      </h2>
      {predictions.length === 0 ? (
        <EmptyState title="No prediction is open.">{nothingReason(engine, nowMs)}</EmptyState>
      ) : (
        [...predictions]
          .sort(byUrgency)
          .map((prediction) => <PredictionCard key={prediction.id} prediction={prediction} />)
      )}
    </section>
  );
}
