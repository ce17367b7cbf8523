import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objectiveBodySchema, objectiveSchema } from "@/lib/contracts/objective";
import { DEFAULT_OBJECTIVES } from "@/lib/domain/objective";
import type { ObjectiveStanding } from "@/lib/domain/objective-standing";
import { missingOfObjective, objectiveListAnswer } from "./objective-list-answer";
import { contractTarget, targetOfContract } from "./objective-target";
import { objectiveOfBody, presentObjective } from "./present-objective";

const STANDING: ObjectiveStanding = {
  objectiveId: "a",
  objectiveVersion: 1,
  region: null,
  service: null,
  state: "slow-burn",
  badRatio: 0.00005,
  coveredMs: 86_400_000,
  budget: { allowedRatio: 0.0001, spentRatio: 0.5, remainingRatio: 0.5, outageMinutesLeft: 2.16 },
  burns: [
    { spanMs: 300_000, burn: 2.5 },
    { spanMs: 3_600_000, burn: null },
  ],
  firing: [{ threshold: 1, longMs: 259_200_000, shortMs: 21_600_000, speed: "slow", burn: 1.5 }],
  exhaustionMs: 3_600_000,
};
const objective = { ...DEFAULT_OBJECTIVES[0], id: "a", version: 1, standing: STANDING, parts: [] };

describe("units of the contract", () => {
  test("the defaults: per cent, ms, ms, ratio", () => {
    const shown = DEFAULT_OBJECTIVES.map((each) =>
      presentObjective({ ...objective, ...each, standing: null }, "x"),
    );
    expect(shown.map(({ kind, target, target_unit }) => [kind, target, target_unit])).toEqual([
      ["availability", 99.99, "per cent"],
      ["latency_p99", 150, "ms"],
      ["latency_p95", 85, "ms"],
      ["error_rate", 0.001, "ratio"],
    ]);
  });

  test("an availability comes back as it was sent, to the last decimal allowed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (units) => {
        const percent = Number((units / 10_000_000).toFixed(7));
        const ratio = targetOfContract("availability", percent);
        expect(contractTarget("availability", ratio)).toBe(percent);
        expect(targetOfContract("availability", contractTarget("availability", ratio))).toBe(ratio);
      }),
    );
    expect(targetOfContract("availability", 99.99)).toBe(0.9999);
  });

  test("a body says what the domain keeps", () => {
    const body = objectiveBodySchema.parse({ kind: "error_rate", target: 0.002, service: "shop" });
    expect(objectiveOfBody(body)).toEqual({
      ...{ kind: "error-ratio", target: 0.002, region: null, service: "shop", windowDays: 30 },
    });
  });
});

test("a standing by the contract, in seconds", () => {
  const shown = presentObjective(objective, 'W/"v1"');
  expect(objectiveSchema.parse(shown)).toEqual(shown);
  expect(shown.standing).toMatchObject({
    state: "slow_burn",
    covered_seconds: 86_400,
    time_to_exhaustion_seconds: 3_600,
    burn_rates: [
      { window_seconds: 300, burn: 2.5 },
      { window_seconds: 3_600, burn: null },
    ],
    firing: [{ long_window_seconds: 259_200, short_window_seconds: 21_600 }],
  });
});

test("what is not known says why, for whom and what to do", () => {
  const unknown = { ...STANDING, state: "unknown", budget: null } as const;
  const { data, missing } = objectiveListAnswer(
    {
      objectives: [
        objective,
        { ...objective, standing: null },
        { ...objective, region: "eu", standing: unknown },
      ],
      asOfMs: 1,
      demo: false,
    },
    String,
  );
  expect(missing.map(({ field, region }) => [field, region])).toEqual([
    ["1.standing", undefined],
    ["2.standing.budget", "eu"],
  ]);
  expect(missingOfObjective(data[2])[0].remedy).toMatch(/requests/);
});
