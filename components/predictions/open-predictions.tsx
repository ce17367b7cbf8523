import type { PredictionContract, PredictionReplayContract } from "@/lib/contracts/prediction";
import { EmptyState } from "@/components/ui/empty-state";
import { byUrgency } from "@/lib/pipeline/present/prediction-model";
import { nothingText } from "@/lib/pipeline/present/prediction-words";
import { PredictionCard } from "./prediction-card";

interface OpenPredictionsProps {
  readonly predictions: readonly PredictionContract[];
  readonly engine: PredictionReplayContract["engine"];
}

/** What is predicted to break, the soonest first. */
export function OpenPredictions({ predictions, engine }: OpenPredictionsProps) {
  return (
    <section aria-labelledby="open" className="flex flex-col gap-3">
      <h2 id="open" className="sr-only">
        Open predictions
      </h2>
      {predictions.length === 0 ? (
        <EmptyState title={nothingText(engine)}>{reasonOf(engine)}</EmptyState>
      ) : (
        [...predictions]
          .sort(byUrgency)
          .map((prediction) => <PredictionCard key={prediction.id} prediction={prediction} />)
      )}
    </section>
  );
}

function reasonOf(engine: OpenPredictionsProps["engine"]): string {
  if (engine === null)
    return "The worker assesses once a minute, from the first closed window of 5 minutes on.";
  if (engine.series <= engine.silent)
    return "A series needs some hours of history before anything can be said of it. History can be imported in the settings.";
  return "No probability of a crossing reaches what its rule asks for. That is as good as the record below.";
}
