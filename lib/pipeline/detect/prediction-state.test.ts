import { expect, test } from "vitest";
import { PREDICTION_HORIZONS_MS } from "@/lib/domain/prediction";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { CLOSE_AFTER_MS, stepPrediction, type PredictionState, type Seen } from "./prediction-state";

const NOW_MS = 10 * HOUR_MS;
const says = (...calibrated: [number, number, number, number]): Seen => ({
  kind: "probabilities",
  probabilities: PREDICTION_HORIZONS_MS.map((horizonMs, index) => ({
    ...{ horizonMs, raw: 0.9, calibrated: calibrated[index]! },
  })),
});
const CLOSED: PredictionState = { kind: "closed" };
const OPEN: PredictionState = { kind: "open", lowSinceMs: null };
const LOW: PredictionState = { kind: "open", lowSinceMs: NOW_MS - CLOSE_AFTER_MS + MINUTE_MS };
const LONG_LOW: PredictionState = { kind: "open", lowSinceMs: NOW_MS - CLOSE_AFTER_MS };
const PENDING = { kind: "pending" } as const;
const CROSSED = { kind: "crossed", onsetMs: 7 } as const;
const SILENT: Seen = { kind: "silent" };
const BREACHED: Seen = { kind: "breached" };

test.each([
  ["closed, all unlikely", CLOSED, says(0.1, 0.2, 0.3, 0.49), PENDING, { kind: "stay-closed" }],
  [
    "closed, the day reaches it",
    CLOSED,
    says(0.1, 0.2, 0.3, 0.5),
    PENDING,
    { kind: "open", horizonMs: 24 * HOUR_MS, confidence: 0.5 },
  ],
  [
    "closed, the shortest that reaches it counts",
    CLOSED,
    says(0.1, 0.55, 0.8, 0.9),
    PENDING,
    { kind: "open", horizonMs: HOUR_MS, confidence: 0.55 },
  ],
  [
    "closed, half an hour",
    CLOSED,
    says(0.6, 0.55, 0.8, 0.9),
    PENDING,
    { kind: "open", horizonMs: 30 * MINUTE_MS, confidence: 0.6 },
  ],
  ["closed, above the threshold already", CLOSED, BREACHED, PENDING, { kind: "stay-closed" }],
  ["closed, nobody knows", CLOSED, SILENT, PENDING, { kind: "stay-closed" }],
  ["open, still likely", OPEN, says(0.1, 0.2, 0.6, 0.9), PENDING, { kind: "keep", lowSinceMs: null }],
  ["open, between: no flapping", OPEN, says(0, 0.1, 0.2, 0.31), PENDING, { kind: "keep", lowSinceMs: null }],
  [
    "open, all low for the first time",
    OPEN,
    says(0, 0.1, 0.2, 0.29),
    PENDING,
    { kind: "keep", lowSinceMs: NOW_MS },
  ],
  [
    "open, low not long enough",
    LOW,
    says(0, 0, 0, 0.29),
    PENDING,
    { kind: "keep", lowSinceMs: LOW.lowSinceMs },
  ],
  ["open, low for long", LONG_LOW, says(0, 0, 0, 0.29), PENDING, { kind: "withdraw" }],
  ["open, up again", LONG_LOW, says(0, 0, 0, 0.3), PENDING, { kind: "keep", lowSinceMs: null }],
  ["open, above the threshold", LONG_LOW, BREACHED, PENDING, { kind: "keep", lowSinceMs: null }],
  ["open, nobody knows", LOW, SILENT, PENDING, { kind: "keep", lowSinceMs: LOW.lowSinceMs }],
  ["open, it came true", OPEN, BREACHED, CROSSED, { kind: "hit", onsetMs: 7 }],
  ["open, it came true after all", LONG_LOW, says(0, 0, 0, 0), CROSSED, { kind: "hit", onsetMs: 7 }],
  [
    "open, its time has passed",
    OPEN,
    says(0, 0, 0, 0.9),
    { kind: "not-crossed" } as const,
    { kind: "false" },
  ],
  ["open, its time cannot be told", OPEN, SILENT, { kind: "unknown" } as const, { kind: "no-data" }],
])("%s", (_name, state, seen, outcome, expected) => {
  expect(stepPrediction(state, seen, outcome, { nowMs: NOW_MS, openProbability: 0.5 })).toEqual(expected);
});
