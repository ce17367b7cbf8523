import { describe, expect, test } from "vitest";
import type { BusinessFigures } from "@/lib/domain/business-snapshot";
import { emptySnapshot } from "@/lib/testing/cycle-snapshot";
import { exampleBusiness } from "@/lib/testing/example-business";
import { EXAMPLE_AS_OF_MS, exampleExecutive } from "@/lib/testing/example-cycle";
import { businessRows } from "./business-rows";
import { deliveryRows } from "./delivery-rows";
import { businessExplanation, type BusinessFigureName } from "./explain-business";
import { businessImpactAnswer } from "./rest/business-impact-answer";
import { envelopeOf } from "./rest/rest-answer";

const responseOf = (change: Partial<BusinessFigures>) =>
  envelopeOf(
    businessImpactAnswer(exampleExecutive({ business: { ...exampleBusiness, ...change } })),
    EXAMPLE_AS_OF_MS,
  );
const rowsOf = (change: Partial<BusinessFigures> = {}) => businessRows(responseOf(change));
const explained = (id: BusinessFigureName, change: Partial<BusinessFigures> = {}) =>
  businessExplanation(id, responseOf(change), "Europe/Berlin");
const row = (id: string, change: Partial<BusinessFigures> = {}) =>
  rowsOf(change).find((each) => each.id === id)!;

test("every figure in the reporting currency, ranges as ranges, with what belongs to it", () => {
  const shown = rowsOf().map(({ id, value, note }) => [id, value && `${value.number}${value.unit}`, note]);
  expect(shown).toEqual([
    ["revenue", "€48.5k/min", "measured; €50.0k\u2009/min expected"],
    ["atRisk", "€1.2k–€1.9k/min", "80 % range, 4 weeks compared; without 1 region of no revenue"],
    ["downtime", "€90k–€140k", "1,430 min known so far"],
    ["slowness", "€25.0k", "estimate"],
    ["costPerMillion", "€9.25", "without 1 region of no price"],
    ["efficiency", "71.0", "of 100"],
    ["users", "61.0k", "estimate"],
    ["acquisition", "340/h", null],
    ["retention", "88%", null],
    ["satisfaction", "93.0", "measured; estimate 97.3"],
    ["competition", "59.5", "against 2 peers; 18 % quicker"],
    ["delivery", "81.3", "of 100, 4 keys of DORA's four known"],
  ]);
});

describe("how a value was made is said of the very value", () => {
  test("against the weeks before", () => {
    const explanation = explained("atRisk");
    expect(explanation.formula).toMatch(/^What this minute of the week should bring/);
    expect(explanation.method).toBe(
      "Counterfactual: median of the same minute of the last 4 weeks, of which 4 were there to compare with. Expected €50.0k\u2009/min",
    );
  });
  test("against the forecast of the day before, and when it was made", () => {
    const forecastAsOfMs = Date.UTC(2026, 10, 22);
    const risk = { ...exampleBusiness.risk!, weeks: null, forecastAsOfMs };
    expect(explained("atRisk", { risk }).method).toBe(
      "Counterfactual: forecast made from what was known at 01:00 on 22 Nov. Expected €50.0k\u2009/min",
    );
    expect(row("atRisk", { risk }).note).toMatch(/^80 % range, forecast of the day before;/);
    const some = { risk: { ...risk, weeks: 3 } };
    expect(explained("atRisk", some).method).toMatch(
      /^Counterfactual: forecast made from what was known at 01:00 on 22 Nov; of other regions the median of the same minute of the last 4 weeks, of which 3 were/,
    );
    expect(row("atRisk", some).note).toMatch(/^80 % range, forecast of the day before or 3 weeks compared/);
  });
  test("by configured revenue", () => {
    const risk = {
      ...exampleBusiness.risk!,
      method: "configured" as const,
      weeks: null,
      actualPerMinute: null,
    };
    const configured = { risk, revenueSource: "configured" as const };
    expect(explained("atRisk", configured).formula).toMatch(/^Expected revenue × requests failed/);
    expect(explained("atRisk", configured).method).toBe(
      "Configured revenue. 30 % of frustrated users are taken to leave. Expected €50.0k\u2009/min",
    );
    expect(row("atRisk", configured).note).toMatch(/^by configured revenue/);
    expect(row("revenue", configured).note).toBe("configured");
    expect(explained("revenue", configured).source).toMatch(/not measured/);
  });
  test("partly by configured revenue", () => {
    const risk = { ...exampleBusiness.risk!, method: "mixed" as const };
    const mixed = { risk, revenueSource: "mixed" as const };
    expect(row("atRisk", mixed).note).toMatch(/^partly by configured revenue, 4 weeks compared/);
    expect(row("revenue", mixed).note).toBe("partly configured");
    expect(explained("revenue", mixed).source).toBe("Measured where revenue is received, else entered");
  });
  test("against whom", () => {
    expect(explained("competition").source).toBe("Against Rival, Incumbent");
    const slower = { ...exampleBusiness.competition!, latencyAdvantageRatio: -0.05 };
    expect(row("competition", { competition: slower }).note).toBe("against 2 peers; 5.0 % slower");
  });
});

test("nothing known: no number anywhere, every row says why, and where it is set", () => {
  const rows = businessRows(
    envelopeOf(businessImpactAnswer(emptySnapshot(EXAMPLE_AS_OF_MS).executive), EXAMPLE_AS_OF_MS),
  );
  expect(rows.map(({ value, note }) => [value, note])).toEqual(rows.map(() => [null, null]));
  for (const { id, missing } of rows) expect(missing?.remedy, id).not.toMatch(/^Nothing was received/);
  expect(
    rows.filter(({ setting }) => setting !== null).map(({ id, setting }) => [id, setting?.href]),
  ).toEqual([
    ...["revenue", "atRisk", "downtime", "slowness", "costPerMillion", "efficiency"].map((id) => [
      id,
      "/settings/business",
    ]),
    ["competition", "/settings/peers"],
    ["delivery", "/settings/deployments"],
  ]);
});

test("DORA's keys in words, with their clusters", () => {
  const key = { score: 0, events: 1 };
  expect(
    deliveryRows([
      { ...key, name: "deployment-frequency", value: 2.43, cluster: "elite" },
      { ...key, name: "deployment-frequency", value: 0.3, cluster: "high" },
      { ...key, name: "deployment-frequency", value: 0.05, cluster: "medium" },
      { ...key, name: "lead-time", value: 93_600, cluster: "high" },
      { ...key, name: "change-failure-rate", value: 0.125, cluster: "high" },
      { ...key, name: "recovery-time", value: 10_800, cluster: null },
    ]).map(({ value, cluster }) => [value, cluster]),
  ).toEqual([
    ["2.4 a day", "Elite"],
    ["2.1 a week", "High"],
    ["1.5 a month", "Medium"],
    ["26\u2009h", "High"],
    ["13\u2009%", "High"],
    ["3\u2009h", "Below low"],
  ]);
});
