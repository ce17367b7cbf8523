import type { InfrastructureHealthContract } from "@/lib/contracts/infrastructure-health";
import type { Prediction } from "@/lib/domain/prediction";
import type { GlobalInfrastructureHealth, MissingFigure } from "@/lib/domain/snapshot";
import { missingOf } from "./missing-of";
import { missingBeforeFirstCycle } from "./no-snapshot";
import { presentInfrastructureHealth } from "./present-infrastructure-health";
import type { RestAnswer } from "./rest-answer";

type NotAssessed = "insufficient-history" | "stale";

const NOT_ASSESSED: Readonly<Record<NotAssessed, string>> = {
  "insufficient-history":
    "Predictions follow once a region's metrics are some days old, or at once when history is imported (page History); an empty list would claim that nothing is expected.",
  stale:
    "The worker assesses once a minute, and has not for over 15 min; /readyz says whether it runs. An empty list would claim that nothing is expected.",
};

/** GET infrastructure/health; `snapshot` null: there was no cycle yet; `predictions` null: nothing could be predicted lately. */
export function infrastructureHealthAnswer({
  snapshot,
  predictions,
  notAssessed,
}: {
  readonly snapshot: GlobalInfrastructureHealth | null;
  readonly predictions: readonly Prediction[] | null;
  readonly notAssessed: NotAssessed | null;
}): RestAnswer<InfrastructureHealthContract> {
  const data = presentInfrastructureHealth(snapshot, predictions);
  const why: MissingFigure[] =
    notAssessed === null
      ? []
      : [{ field: "predicted_issues", reason: notAssessed, remedy: NOT_ASSESSED[notAssessed] }];
  return {
    data,
    asOfMs: snapshot?.asOfMs ?? null,
    demo: (snapshot?.demo ?? false) || (predictions ?? []).some((prediction) => prediction.demo),
    missing: snapshot ? missingOf(data, [...why, ...snapshot.missing]) : missingBeforeFirstCycle(data),
  };
}
