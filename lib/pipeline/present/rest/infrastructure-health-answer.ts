import type { InfrastructureHealthContract } from "@/lib/contracts/infrastructure-health";
import type { Prediction } from "@/lib/domain/prediction";
import type { GlobalInfrastructureHealth, MissingFigure } from "@/lib/domain/snapshot";
import { missingOf } from "./missing-of";
import { missingBeforeFirstCycle } from "./no-snapshot";
import { presentInfrastructureHealth } from "./present-infrastructure-health";
import type { RestAnswer } from "./rest-answer";

const NO_FORECAST: MissingFigure = {
  field: "predicted_issues",
  reason: "insufficient-history",
  remedy:
    "Predictions follow once a region's metrics are some days old, or at once when history is imported (page History); an empty list would claim that nothing is expected.",
};

/** GET infrastructure/health; `snapshot` null: there was no cycle yet; `predictions` null: nothing could be predicted yet. */
export function infrastructureHealthAnswer({
  snapshot,
  predictions,
}: {
  readonly snapshot: GlobalInfrastructureHealth | null;
  readonly predictions: readonly Prediction[] | null;
}): RestAnswer<InfrastructureHealthContract> {
  const data = presentInfrastructureHealth(snapshot, predictions);
  return {
    data,
    asOfMs: snapshot?.asOfMs ?? null,
    demo: snapshot?.demo ?? false,
    missing: snapshot ? missingOf(data, [NO_FORECAST, ...snapshot.missing]) : missingBeforeFirstCycle(data),
  };
}
