import { describe, expect, test } from "vitest";
import {
  actorWords,
  byMoneyAtRisk,
  incidentMoney,
  incidentPlace,
  incidentsOf,
  incidentUsers,
  nextStep,
  withoutActorKinds,
} from "./incident-model";

const NAMES = (code: string) => code.toUpperCase();
type Ranked = Parameters<typeof byMoneyAtRisk>[0];

function ranked(id: string, rest: Partial<Ranked> = {}): Ranked {
  return {
    ...{ id, severity: "high", created_at: "2026-11-28T10:00:00Z", estimated_users_affected: null },
    ...{ money_at_risk_per_minute_low: null, money_at_risk_per_minute_high: null },
    ...rest,
  };
}

test("most money at risk comes first, what nobody knows last, then the worse, then the older", () => {
  const cheap = ranked("cheap", { money_at_risk_per_minute_high: 10, severity: "critical" });
  const dear = ranked("dear", { money_at_risk_per_minute_high: 900, severity: "low" });
  const free = ranked("free", { money_at_risk_per_minute_high: 0 });
  const grave = ranked("grave", { severity: "critical", created_at: "2026-11-28T11:00:00Z" });
  const old = ranked("old", { created_at: "2026-11-28T09:00:00Z" });
  const young = ranked("young", { created_at: "2026-11-28T12:00:00Z" });
  const order = [young, old, grave, free, cheap, dear].toSorted(byMoneyAtRisk).map(({ id }) => id);
  expect(order).toEqual(["dear", "cheap", "free", "grave", "old", "young"]);
});

describe("what it costs", () => {
  const money = { money_at_risk_per_minute_low: 1_200, money_at_risk_per_minute_high: 3_400 };
  test.each([
    [money, "USD", "$1.2k–$3.4k\u2009/min"],
    [money, undefined, null],
    [{ ...money, money_at_risk_per_minute_low: null }, "USD", null],
  ])("%o in %s: %s", (range, currency, text) => {
    expect(incidentMoney({ ...range, estimated_users_affected: null }, currency)).toBe(text);
  });
  test.each([
    [null, null],
    [0, "no users"],
    [812, "about 812 users"],
  ])("users %s: %s", (users, text) => {
    expect(incidentUsers({ ...ranked("a"), estimated_users_affected: users })).toBe(text);
  });
});

test.each([
  [[], [], null],
  [["eu"], [], "EU"],
  [[], ["shop"], "shop"],
  [["eu", "us"], ["shop", "cart"], "shop and cart in EU and US"],
  [["a", "b", "c", "d", "e"], [], "A, B, C and 2 more"],
])("regions %o, services %o: %s", (regions, services, place) => {
  expect(incidentPlace({ affected_regions: regions, affected_services: services }, NAMES)).toBe(place);
});

test("a place's incidents are those that say so", () => {
  const eu = { affected_regions: ["eu"], affected_services: ["shop"] };
  const us = { affected_regions: ["us"], affected_services: [] };
  expect(incidentsOf([eu, us], { region: null, service: null })).toEqual([eu, us]);
  expect(incidentsOf([eu, us], { region: "eu", service: null })).toEqual([eu]);
  expect(incidentsOf([eu, us], { region: "us", service: "shop" })).toEqual([]);
});

test.each([
  ["user:Ada Admin", "Ada Admin"],
  ["system:keep-incidents", "the system"],
  ["key:pager", "key pager"],
])("%s is called %s", (actor, words) => {
  expect(actorWords(actor)).toBe(words);
});

test("a refusal names people as they are called", () => {
  expect(withoutActorKinds("It was resolved by user:Ada at 10:00.")).toBe("It was resolved by Ada at 10:00.");
  expect(withoutActorKinds("It was resolved by system:worker at 10:00.")).toContain("by the system at");
});

describe("the next step", () => {
  const taken = {
    status: "investigating",
    acknowledged_at: "2026-11-28T10:00:00Z",
    assignee: { id: "a", name: "Ada" },
    quiet_since: null,
  } as const;
  test.each([
    [{ ...taken, acknowledged_at: null }, /^Acknowledge/],
    [{ ...taken, assignee: null }, /^Assign/],
    [taken, /^Find the cause/],
    [{ ...taken, status: "identified" as const }, /^Mend/],
    [{ ...taken, status: "monitoring" as const }, /^Watch/],
    [{ ...taken, quiet_since: "2026-11-28T10:05:00Z" }, /^Nothing of it fires/],
  ])("%#", (incident, text) => {
    expect(nextStep(incident)).toMatch(text);
  });
  test("there is none once it is resolved", () => {
    expect(nextStep({ ...taken, status: "resolved" })).toBeNull();
  });
});
