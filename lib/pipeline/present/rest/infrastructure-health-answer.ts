import type { InfrastructureHealthContract } from "@/lib/contracts/infrastructure-health";
import type { GlobalInfrastructureHealth, MissingFigure } from "@/lib/domain/snapshot";
import { missingOf } from "./missing-of";
import { missingBeforeFirstCycle } from "./no-snapshot";
import { presentInfrastructureHealth } from "./present-infrastructure-health";
import type { RestAnswer } from "./rest-answer";

const NO_FORECAST: MissingFigure = {
  field: "predicted_issues",
  reason: "insufficient-history",
  remedy: "Nothing forecasts yet; an empty list would claim that nothing is expected.",
};

/** GET infrastructure/health; null: there was no cycle yet. */
export function infrastructureHealthAnswer(
  snapshot: GlobalInfrastructureHealth | null,
): RestAnswer<InfrastructureHealthContract> {
  const data = presentInfrastructureHealth(snapshot);
  return {
    data,
    asOfMs: snapshot?.asOfMs ?? null,
    demo: snapshot?.demo ?? false,
    missing: snapshot ? missingOf(data, [NO_FORECAST, ...snapshot.missing]) : missingBeforeFirstCycle(data),
  };
}
