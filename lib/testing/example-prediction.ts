import { PREDICTION_HORIZONS_MS, type Prediction } from "@/lib/domain/prediction";
import { HOUR_MS } from "@/lib/domain/window";

/** An open prediction that was made at `openedMs`, with every field of it filled. */
export function examplePrediction(openedMs: number, changes: Partial<Prediction> = {}): Prediction {
  const probabilities = PREDICTION_HORIZONS_MS.map((horizonMs, at) => ({
    ...{ horizonMs, raw: 0.3 + at * 0.2, calibrated: 0.35 + at * 0.18 },
  }));
  const crossing = {
    medianMs: openedMs + HOUR_MS,
    fromMs: openedMs + HOUR_MS / 2,
    toMs: openedMs + 3 * HOUR_MS,
  };
  return {
    ...{
      id: "example",
      kind: "cpu_saturation_prediction",
      region: "eu-west-1",
      service: null,
      objectiveId: null,
    },
    ...{ threshold: 0.8, openedMs, horizonMs: HOUR_MS, confidence: 0.53, probabilities, crossing },
    ...{
      contributions: [{ signal: "trend", effect: 1.2 }],
      affected: ["checkout"],
      actions: ["Add servers."],
    },
    ...{ description: "CPU in Dublin is likely to rise above 80 %.", severity: "high", causeId: null },
    ...{
      bottleneck: "cpu_saturation_prediction",
      assessedMs: openedMs,
      latest: probabilities,
      latestCrossing: crossing,
    },
    ...{ lowSinceMs: null, closedMs: null, ending: null, outcome: null, resolvedMs: null, breachMs: null },
    ...{ replayed: false, demo: false, ...changes },
  };
}
