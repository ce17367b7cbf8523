import type { PredictionContract } from "@/lib/contracts/prediction";

/** A prediction as the API answers it: memory of a region, opened at 13:05 UTC, likeliest to cross at 14:20. */
export function toldPrediction(change: Partial<PredictionContract> = {}): PredictionContract {
  return {
    ...{ id: "p1", timestamp: "2026-11-28T13:05:00Z", alert_type: "memory_pressure_prediction" },
    ...{ severity: "high", region: "ap-southeast-1", service: null, objective_id: null },
    ...{ threshold: 0.85, threshold_unit: "ratio", predicted_failure_time: "2026-11-28T14:30:00Z" },
    predicted_failure_window: { from: "2026-11-28T14:00:00Z", to: "2026-11-28T15:30:00Z" },
    ...{ confidence: 0.62, horizon_seconds: 3_600 },
    probabilities: [
      { horizon_seconds: 1_800, probability: 0.31, raw_probability: 0.4 },
      { horizon_seconds: 3_600, probability: 0.62, raw_probability: 0.7 },
    ],
    latest_probabilities: [
      { horizon_seconds: 1_800, probability: 0.31, raw_probability: 0.4 },
      { horizon_seconds: 3_600, probability: 0.88, raw_probability: 0.9 },
    ],
    ...{ assessed_at: "2026-11-28T13:20:00Z", latest_failure_time: "2026-11-28T14:20:00Z" },
    latest_failure_window: { from: "2026-11-28T13:50:00Z", to: "2026-11-28T15:10:00Z" },
    ...{ bottleneck: "memory_pressure_prediction", cause_id: null, parts: [] },
    contributions: [
      { signal: "distance", effect: -0.02 },
      { signal: "season", effect: -0.4 },
      { signal: "trend", effect: 0.9 },
    ],
    affected_systems: ["ap-southeast-1", "session-cache", "checkout"],
    recommended_actions: ["Restart the instances one after the other."],
    description: "Memory in AP Southeast is likely to rise above 85 %.",
    ...{ state: "open", closed_at: null, ending: null, outcome: null, resolved_at: null, breach_at: null },
    ...{ replayed: false, demo: true, track_record: { resolved: 46, hits: 41, proven: true } },
    ...change,
  } satisfies PredictionContract;
}
