import { describe, expect, test } from "vitest";
import type { ObjectiveContract, ObjectiveStandingContract } from "@/lib/contracts/objective";
import {
  badText,
  budgetModel,
  burnText,
  coverageText,
  exhaustionText,
  hourBurn,
  objectiveState,
  objectiveTitle,
  placeText,
  stateRank,
} from "./objective-model";
import { ownRows, partRows, rowsOfPlace } from "./objective-rows";

const plain = (text: string | null | undefined) => text?.replaceAll("\u2009", " ");
const standing = (change: Partial<ObjectiveStandingContract> = {}): ObjectiveStandingContract => ({
  region: null,
  service: null,
  state: "met",
  bad_ratio: 0.00002,
  covered_seconds: 2_592_000,
  budget: { allowed_ratio: 0.0001, spent_ratio: 0.2, remaining_ratio: 0.8, outage_minutes_left: 3.456 },
  burn_rates: [
    { window_seconds: 300, burn: 9 },
    { window_seconds: 3_600, burn: 0.4 },
  ],
  firing: [],
  time_to_exhaustion_seconds: null,
  ...change,
});
const left = (remaining: number, minutes = 0) =>
  standing({
    budget: {
      allowed_ratio: 0.1,
      spent_ratio: 1 - remaining,
      remaining_ratio: remaining,
      outage_minutes_left: minutes,
    },
  });

describe("in words", () => {
  test.each([
    ["availability", 99.99, "Availability at least 99.99 %"],
    ["availability", 99.9999999, "Availability at least 99.9999999 %"],
    ["latency_p99", 150, "p99 latency at most 150 ms"],
    ["latency_p95", 1_200.5, "p95 latency at most 1,200.5 ms"],
    ["error_rate", 0.001, "Error rate at most 0.1 %"],
  ] as const)("%s of %d", (kind, target, title) => {
    expect(plain(objectiveTitle({ kind, target }))).toBe(title);
  });

  test.each([
    [null, null, "Everything"],
    ["eu-west-1", null, "EU West"],
    [null, "checkout", "checkout"],
    ["eu-west-1", "checkout", "checkout in EU West"],
  ])("region %s, service %s", (region, service, text) => {
    expect(placeText({ region, service }, (code) => (code === "eu-west-1" ? "EU West" : code))).toBe(text);
  });

  test.each([
    [0.8, 3.456, "80 %", 80, "3.5 min of full outage are left"],
    [1, 7_200, "100 %", 100, "120 h of full outage are left"],
    [0.99998, 0.5, "99.9 %", 99.998, "30 s of full outage are left"],
    [0.0004, 0.01, "< 0.1 %", 0.04, "0.6 s of full outage are left"],
    [0.062, 1, "6.2 %", 6.2, "60 s of full outage are left"],
    [0, 0, "0 %", 0, "100 % of the budget is spent"],
    [-0.38, 0, "0 %", 0, "138 % of the budget is spent"],
    [-24, 0, "0 %", 0, "2,500 % of the budget is spent"],
  ])("a budget of which %d is left", (remaining, minutes, text, percent, detail) => {
    const model = budgetModel(left(remaining, minutes));
    expect([plain(model?.text), plain(model?.detail)]).toEqual([text, detail]);
    expect(model?.percent).toBeCloseTo(percent, 6);
  });

  test.each([
    [0, "0×"],
    [0.004, "< 0.01×"],
    [0.424, "0.42×"],
    [0.6, "0.60×"],
    [1, "1.0×"],
    [14.44, "14.4×"],
    [1_234.5, "1,235×"],
  ])("a burn of %d", (burn, text) => {
    expect(burnText(burn)).toBe(text);
  });

  test.each([
    ["slower than allowed", standing(), "Lasts"],
    ["spent", standing({ time_to_exhaustion_seconds: 0 }), "Spent"],
    ["five hours", standing({ time_to_exhaustion_seconds: 5 * 3_600 + 10 }), "in 5 h"],
    ["the hour is not known", standing({ burn_rates: [] }), null],
    ["the budget is not known", standing({ budget: null }), null],
    ["not assessed", null, null],
  ])("exhaustion: %s", (_name, one, text) => {
    expect(plain(exhaustionText(one)) ?? null).toBe(text);
  });

  test.each([
    [30 * 86_400, null],
    [31 * 86_400, null],
    [3 * 3_600 + 5, "first data 3 h ago"],
    [null, null],
  ])("data that began %d s ago, over thirty days", (covered_seconds, text) => {
    expect(plain(coverageText({ window_days: 30 }, standing({ covered_seconds }))) ?? null).toBe(text);
  });

  test("what was bad is called by the kind", () => {
    expect(plain(badText({ kind: "availability" }, 0.0002))).toBe("0.02 % failed");
    expect(plain(badText({ kind: "latency_p95" }, 0.031))).toBe("3.1 % were slower");
  });
});

describe("states", () => {
  test("every state has a shape and a word of its own; the worst comes first", () => {
    const states = ["fast_burn", "missed", "slow_burn", "unknown", "met"] as const;
    const models = [...states.map((state) => objectiveState(standing({ state }))), objectiveState(null)];
    expect(new Set(models.map(({ word }) => word)).size).toBe(models.length);
    expect(new Set(models.map(({ shape }) => shape)).size).toBe(models.length);
    const ranks = [...states.map((state) => stateRank(standing({ state }))), stateRank(null)];
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  test("the burn shown is the last hour's", () => {
    expect(hourBurn(standing())).toBe(0.4);
    expect(hourBurn(null)).toBeNull();
  });
});

describe("rows", () => {
  const objective = (
    id: string,
    region: string | null,
    service: string | null,
    parts: [string | null, string | null][] = [],
  ): ObjectiveContract => ({
    ...{ id, region, service, kind: "availability", target: 99.9, target_unit: "per cent", window_days: 30 },
    ...{ built_in: false, etag: "x", standing: standing({ region, service }) },
    parts: parts.map(([partRegion, partService]) => standing({ region: partRegion, service: partService })),
  });
  const all = [
    objective("all", null, null, [
      ["eu", null],
      ["us", null],
      [null, "shop"],
    ]),
    objective("chat", null, "chat"),
    objective("eu-shop", "eu", "shop"),
  ];
  const places = (rows: ReturnType<typeof ownRows>) =>
    rows.map((row) => `${row.objective.id}: ${row.region ?? "*"}/${row.service ?? "*"}`);

  test("own and parts, each with a key of its own", () => {
    expect(places(ownRows(all))).toEqual(["all: */*", "chat: */chat", "eu-shop: eu/shop"]);
    expect(places(partRows(all))).toEqual(["all: eu/*", "all: us/*", "all: */shop"]);
    const keys = [...ownRows(all), ...partRows(all)].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each([
    ["nowhere in particular", {}, ["all: */*", "chat: */chat", "eu-shop: eu/shop"]],
    ["a region", { region: "eu" }, ["eu-shop: eu/shop", "all: eu/*"]],
    ["a service", { service: "shop" }, ["eu-shop: eu/shop", "all: */shop"]],
    [
      "a service in a region",
      { region: "eu", service: "shop" },
      ["eu-shop: eu/shop", "all: eu/*", "all: */shop"],
    ],
    ["another region", { region: "us", service: "chat" }, ["chat: */chat", "all: us/*"]],
    ["an unknown one", { region: "moon" }, []],
  ])("of %s", (_name, place, expected) => {
    expect(places(rowsOfPlace(all, place))).toEqual(expected);
  });
});
