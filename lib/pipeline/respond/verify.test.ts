import { expect, test } from "vitest";
import type { Prediction } from "@/lib/domain/prediction";
import type { TargetFigures } from "@/lib/domain/response";
import { MINUTE_MS } from "@/lib/domain/window";
import { NOW_MS } from "./respond.fixture";
import { verify, type VerifyQuery } from "./verify";

const after = (minutes: number) => NOW_MS + minutes * MINUTE_MS;
const FIGURES = {
  ...{ newestSampleMs: after(9), stale: false, requestsPerSecond: 10, errorRatio: 0, latencyP99Ms: 100 },
  ...{ cpuRatio: 0.5, memoryRatio: 0.5, diskRatio: 0.5, connectionRatio: 0.5, servers: 10 },
} satisfies TargetFigures;
const PREDICTION = {
  ...{ kind: "memory_pressure_prediction", threshold: 0.9, assessedMs: after(8), lowSinceMs: after(5) },
  ...{ closedMs: null, ending: null, outcome: null },
} as Prediction;
const query = (of: Partial<VerifyQuery> = {}): VerifyQuery => ({
  ...{ executedMs: NOW_MS, verifyByMs: after(30), nowMs: after(10), prediction: null, figures: FIGURES },
  signal: { source: "objective", endedMs: after(6), title: "It burns" },
  ...of,
});
const predicted = (of: Partial<Prediction> = {}, rest: Partial<VerifyQuery> = {}) =>
  query({
    signal: { source: "prediction", endedMs: null, title: "Memory" },
    prediction: { ...PREDICTION, ...of },
    ...rest,
  });
const late = { nowMs: after(30) };

test.each<[what: string, query: VerifyQuery, expected: string]>([
  ["the signal ended", query(), "relieved"],
  ["it still fires", query({ signal: { source: "objective", endedMs: null, title: "" } }), "waiting"],
  [
    "it still fires in the end",
    query({ signal: { source: "objective", endedMs: null, title: "" }, ...late }),
    "not-relieved",
  ],
  [
    "it ended before the action",
    query({ signal: { source: "objective", endedMs: NOW_MS, title: "" } }),
    "waiting",
  ],
  [
    "it ended, but no telemetry came since",
    query({ figures: { ...FIGURES, newestSampleMs: NOW_MS } }),
    "waiting",
  ],
  ["it ended, for the place is silent", query({ figures: { ...FIGURES, stale: true } }), "waiting"],
  ["no telemetry ever comes", query({ figures: null, ...late }), "not-relieved"],
  ["it is unlikely since", predicted(), "relieved"],
  ["it was unlikely before already", predicted({ lowSinceMs: NOW_MS - 1 }), "waiting"],
  ["it was not assessed since", predicted({ assessedMs: NOW_MS }), "waiting"],
  ["it is likely", predicted({ lowSinceMs: null }), "waiting"],
  [
    "it is unlikely, yet the figure is above its threshold",
    predicted({}, { figures: { ...FIGURES, memoryRatio: 0.95 } }),
    "waiting",
  ],
  ["it is likely in the end", predicted({ lowSinceMs: null }, late), "not-relieved"],
  ["it came true", predicted({ outcome: "hit", closedMs: after(5), ending: "outcome" }), "not-relieved"],
  ["it was withdrawn", predicted({ lowSinceMs: null, closedMs: after(5), ending: "withdrawn" }), "relieved"],
  [
    "nobody can judge it any more",
    predicted({ lowSinceMs: null, closedMs: after(5), ending: "no-data" }),
    "waiting",
  ],
])("%s: %s", (_what, of, expected) => {
  expect(verify(of).kind).toBe(expected);
});
