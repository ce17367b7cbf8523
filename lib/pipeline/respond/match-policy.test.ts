import { describe, expect, test } from "vitest";
import type { Incident, IncidentSignal } from "@/lib/domain/incident";
import type { Prediction } from "@/lib/domain/prediction";
import type { PolicyMatch, ResponseRun } from "@/lib/domain/response";
import { matchingSignal, nextAction } from "./match-policy";
import { NOW_MS, policyOf, runOf } from "./respond.fixture";

const INCIDENT = { category: "capacity", severity: "high", region: "eu", service: "cart" } as Incident;
const SIGNAL = {
  id: "s",
  source: "prediction",
  key: "p1",
  region: "eu",
  service: "cart",
  endedMs: null,
} as IncidentSignal;
const PREDICTIONS = new Map([
  [
    "p1",
    {
      kind: "memory_pressure_prediction",
      latest: [{ calibrated: 0.4 }, { calibrated: 0.7 }],
    } as unknown as Prediction,
  ],
]);
const policy = (match: Partial<PolicyMatch> = {}) => {
  const settings = policyOf();
  return { ...settings, match: { ...settings.match, ...match }, id: "p", version: 1 };
};
const matched = (match: Partial<PolicyMatch>, signal: Partial<IncidentSignal> = {}) =>
  matchingSignal(policy(match), INCIDENT, [{ ...SIGNAL, ...signal }], PREDICTIONS, NOW_MS) !== null;

test.each<[match: Partial<PolicyMatch>, is: boolean]>([
  [{}, true],
  [{ sources: ["prediction"] }, true],
  [{ sources: ["objective"] }, false],
  [{ predictionKinds: ["memory_pressure_prediction"] }, true],
  [{ predictionKinds: ["cpu_saturation_prediction"] }, false],
  [{ minProbability: 0.7 }, true],
  [{ minProbability: 0.71 }, false],
  [{ categories: ["capacity"] }, true],
  [{ categories: ["security"] }, false],
  [{ minSeverity: "high" }, true],
  [{ minSeverity: "critical" }, false],
  [{ regions: ["eu"] }, true],
  [{ regions: ["us"] }, false],
  [{ services: ["cart"] }, true],
  [{ services: ["shop"] }, false],
  [{ hours: { fromHour: 12, toHour: 13 } }, true],
  [{ hours: { fromHour: 8, toHour: 12 } }, false],
  [{ hours: { fromHour: 22, toHour: 6 } }, false],
  [{ hours: { fromHour: 11, toHour: 6 } }, true],
])("%o matches: %s", (match, is) => {
  expect(matched(match)).toBe(is);
});

test("only what fires, in a region, and a prediction that is known", () => {
  expect(matched({}, { endedMs: NOW_MS })).toBe(false);
  expect(matched({}, { region: null })).toBe(false);
  expect(matched({}, { key: "gone" })).toBe(false);
  expect(matched({ services: ["cart"] }, { service: null })).toBe(false);
  expect(matchingSignal({ ...policy(), enabled: false }, INCIDENT, [SIGNAL], PREDICTIONS, NOW_MS)).toBeNull();
});

test("the signal of the cause comes first", () => {
  const other = { ...SIGNAL, id: "other", source: "objective", service: "shop" } as IncidentSignal;
  expect(matchingSignal(policy(), INCIDENT, [other, SIGNAL], PREDICTIONS, NOW_MS)?.id).toBe("s");
  expect(matchingSignal(policy(), INCIDENT, [other], PREDICTIONS, NOW_MS)?.id).toBe("other");
});

describe("the next action", () => {
  const two = {
    ...policy(),
    actions: [runOf().action, { kind: "scale-out", share: 0.2, toRegion: null } as const],
  };
  test.each<[runs: readonly Partial<ResponseRun>[], step: number | null]>([
    [[], 0],
    [[{ state: "failed" }], 1],
    [[{ state: "rolled-back" }], 1],
    [[{ state: "rolled-back", undoAskedBy: "user:ana" }], null],
    [[{ state: "failed" }, { state: "failed", step: 1 }], null],
    [[{ state: "verified" }], null],
    [[{ state: "denied" }], null],
    [[{ state: "expired" }], null],
    [[{ state: "unknown" }], null],
    [[{ state: "verifying" }], null],
  ])("after %o is %s", (runs, step) => {
    expect(nextAction(two, runs.map(runOf))?.step ?? null).toBe(step);
  });
});
