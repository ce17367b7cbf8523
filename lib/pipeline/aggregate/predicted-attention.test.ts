import { describe, expect, test } from "vitest";
import type { ScopeImpact } from "@/lib/domain/business-snapshot";
import type { Prediction } from "@/lib/domain/prediction";
import { scopeKey } from "@/lib/domain/rollup-row";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { EXAMPLE_AS_OF_MS, exampleRegion, exampleService } from "@/lib/testing/example-cycle";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { attentionItems } from "./attention";
import { predictedAttention, type PredictedAttentionInput } from "./predicted-attention";

/** CPU in eu, of which 60 % are said now: 53 % were said when it opened. */
const open = (changes: Partial<Prediction> = {}) =>
  examplePrediction(EXAMPLE_AS_OF_MS - 5 * MINUTE_MS, {
    ...{ region: "eu", latest: [{ horizonMs: HOUR_MS, raw: 0.5, calibrated: 0.6 }], ...changes },
  });
const impact = (low: number, high: number): ScopeImpact => ({
  ...{ currency: "USD", failedAboveUsual: 0.1, frustratedAboveUsual: 0, usersAffected: 7 },
  ...{ moneyAtRiskPerMinute: { low, high }, method: "configured", missing: [] },
});
const input = (changes: Partial<PredictedAttentionInput> = {}): PredictedAttentionInput => ({
  ...{ asOfMs: EXAMPLE_AS_OF_MS, predictions: [open()], services: [] },
  regions: [exampleRegion("eu", { impact: impact(20, 80) })],
  business: { currency: "USD", abandonmentRatio: 0.25, risk: null },
  expectedMoney: new Map([[scopeKey("eu", null), { perMinute: 4_000, by: "configured" }]]),
  ...changes,
});
const itemOf = (changes: Partial<PredictedAttentionInput> = {}) =>
  predictedAttention(input(changes))[0]!.item;
const ABOUT = "about 12:55 UTC (12:25 to 14:55)";

describe("what an item says", () => {
  test("what, how sure, when; severity, place and prediction are those of the alert", () => {
    expect(itemOf()).toMatchObject({
      ...{ kind: "prediction", severity: "high", region: "eu", service: null, usersAffected: null },
      text: `CPU in eu is likely to rise above 80 %: 60 % within 1 h, ${ABOUT}.`,
      prediction: { id: "example", probability: 0.6 },
    });
  });

  test("as of when, where that is long ago", () => {
    const asOfMs = EXAMPLE_AS_OF_MS + 11 * MINUTE_MS;
    expect(itemOf({ asOfMs }).text).toMatch(/14:55\), as of 2026-11-23 11:55 UTC\.$/);
  });

  test("one a cause: parts are not listed", () => {
    const predictions = [open(), open({ id: "part", causeId: "example" })];
    expect(predictedAttention(input({ predictions })).map(({ item }) => item.prediction?.id)).toEqual([
      "example",
    ]);
  });
});

describe("the money of an item", () => {
  test("from nothing to what should come × abandonment factor, with method and source", () => {
    const { moneyAtRiskPerMinute, moneyMethod } = itemOf();
    expect(moneyAtRiskPerMinute).toEqual({ low: 0, high: 1_000 });
    expect(moneyMethod).toMatch(/\(\$4,000 a minute, as configured\) × 0\.25,/);
  });

  test.each([
    ["nothing is set or sent", { expectedMoney: new Map() }],
    ["of another scope alone", { predictions: [open({ service: "shop" })] }],
  ])("null: %s", (_, changes) => {
    expect(itemOf(changes)).toMatchObject({ moneyAtRiskPerMinute: null, moneyMethod: null });
  });

  const budget = { kind: "error_budget_exhaustion_prediction", objectiveId: "o" } as const;
  const risk = { low: 3, mid: 4, high: 5 } as PredictedAttentionInput["business"]["risk"];
  test.each<[string, Partial<Prediction>, object | null]>([
    ["a region", {}, { low: 20, high: 80 }],
    ["a service in one", { service: "shop" }, { low: 1, high: 2 }],
    ["the platform", { region: null }, { low: 3, high: 5 }],
    ["a service that no cycle knows", { service: "other" }, null],
  ])("an error budget costs what failing costs now: %s", (_, scope, range) => {
    const item = itemOf({
      predictions: [open({ ...budget, ...scope })],
      services: [exampleService("eu", "shop", { impact: impact(1, 2) })],
      business: { currency: "USD", abandonmentRatio: 0.25, risk },
    });
    expect(item.moneyAtRiskPerMinute).toEqual(range);
  });
});

describe("its place: probability × the middle of the range, 300 a minute here", () => {
  const listed = (high: number | null, changes: Partial<PredictedAttentionInput> = {}) => {
    const present = exampleService("eu", "shop", {
      status: "degraded",
      impact: { ...impact(0, high ?? 0), moneyAtRiskPerMinute: high === null ? null : { low: 0, high } },
    });
    const predicted = predictedAttention(input(changes));
    return attentionItems([], [present], undefined, predicted).map(
      ({ kind, prediction }) => prediction?.id ?? kind,
    );
  };
  const less = [open({ latest: [{ horizonMs: HOUR_MS, raw: 0.5, calibrated: 0.59 }] })];
  test.each([
    ["a present loss that is larger goes first", 301, {}, ["objective-missed", "example"]],
    ["and one that is as large", 300, {}, ["objective-missed", "example"]],
    ["a larger loss to be expected goes first", 299, {}, ["example", "objective-missed"]],
    ["less likely, it goes behind", 299, { predictions: less }, ["objective-missed", "example"]],
    [
      "without money of it what is so now goes first",
      0,
      { expectedMoney: new Map() },
      ["objective-missed", "example"],
    ],
    [
      "and where no money is known at all",
      null,
      { expectedMoney: new Map() },
      ["objective-missed", "example"],
    ],
    ["what is known goes before what is not", null, {}, ["example", "objective-missed"]],
  ] as const)("%s", (_, high, changes, order) => expect(listed(high, changes)).toEqual(order));

  test("without money by severity, then by probability", () => {
    const predictions = [
      open({ id: "low", severity: "low" }),
      open({ id: "likely", severity: "critical" }),
      open({
        id: "likelier",
        severity: "critical",
        latest: [{ horizonMs: HOUR_MS, raw: 0.5, calibrated: 0.7 }],
      }),
    ];
    const predicted = predictedAttention(input({ predictions, expectedMoney: new Map() }));
    const order = attentionItems([], [], undefined, predicted).map(({ prediction }) => prediction?.id);
    expect(order).toEqual(["likelier", "likely", "low"]);
  });
});

test("however many are predicted, what is so now stays listed", () => {
  const present = exampleService("eu", "shop", { status: "down", impact: null });
  const predictions = Array.from({ length: 60 }, (_, at) => open({ id: String(at) }));
  const items = attentionItems([], [present], undefined, predictedAttention(input({ predictions })));
  expect(items.filter(({ prediction }) => prediction === null).map(({ service }) => service)).toEqual([
    "shop",
  ]);
  expect(items).toHaveLength(51);
});
