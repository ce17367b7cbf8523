import { describe, expect, it } from "vitest";
import { DAY_MS } from "@/lib/domain/window";
import { exampleBusiness } from "@/lib/testing/example-business";
import { exampleExecutiveReading, exampleGlobal } from "@/lib/testing/example-cycle";
import { plainText } from "./format-number";
import { leadFigures } from "./lead-figures";
import { envelopeOf } from "./rest/rest-answer";
import { executiveDashboardAnswer } from "./rest/executive-dashboard-answer";
import { globalMetricsAnswer } from "./rest/global-metrics-answer";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 3);
const lead = (
  global: Parameters<typeof exampleGlobal>[0] | null = {},
  executive: Parameters<typeof exampleExecutiveReading>[0] | null = {},
) =>
  leadFigures({
    global: envelopeOf(globalMetricsAnswer(global && exampleGlobal(global)), NOW_MS),
    executive: envelopeOf(executiveDashboardAnswer(executive && exampleExecutiveReading(executive)), NOW_MS),
    timeZone: "UTC",
  });
const plain = (text: string | null | undefined) => text?.replaceAll("\u2009", " ");
const find = (figures: ReturnType<typeof lead>, id: string) => figures.find((figure) => figure.id === id);

describe("the figures that come first", () => {
  it("shows each with its unit", () => {
    const figures = lead({}, { customerSatisfactionScore: 96.2, business: exampleBusiness });
    expect(Object.fromEntries(figures.map((f) => [f.id, f.value && plain(plainText(f.value))]))).toEqual({
      activeUsers: "1.20 M",
      requests: "2.50 k/s",
      availabilityLong: "99.910 %",
      latency: "143 ms",
      revenueAtRisk: "€1.2k–€1.9k /min",
      satisfaction: "96.2",
    });
  });

  it("compares with the same time last week", () => {
    const lastWeek = {
      asOfMs: NOW_MS - 7 * DAY_MS,
      systemAvailabilityRatio: 0.99922,
      revenueImpactPerMinute: 0,
    };
    const figures = lead(
      {},
      {
        ...{ customerSatisfactionScore: 96.2, business: exampleBusiness, revenueImpactPerMinute: 1_500 },
        lastWeek,
      },
    );
    expect(Object.fromEntries(figures.map((f) => [f.id, plain(f.comparison?.change) ?? null]))).toEqual({
      activeUsers: "+4.3 %",
      requests: "+4.2 %",
      availabilityLong: "\u22120.012 points",
      latency: "+12 ms",
      revenueAtRisk: "up from €0.00 per min",
      satisfaction: "\u22122.2",
    });
    for (const figure of lead({ lastWeek: null })) expect(figure.comparison, figure.id).toBeNull();
  });

  it.each([
    [{ windowMs: 3_600_000, left: 0.1 }, "objective 99.9 · 10 % of budget left · 60 min so far"],
    [{ windowMs: 30 * 86_400_000, left: 0.099 }, "objective 99.9 · 9 % of budget left"],
    [{ windowMs: 30 * 86_400_000, left: -0.4 }, "objective 99.9 · budget overspent: 140 % used"],
  ])(
    "says what is promised, what is left of it and how much data there is: %j",
    ({ windowMs, left }, note) => {
      const figures = lead({}, { availabilityWindowMs: windowMs, errorBudgetLeftRatio: left });
      expect(plain(find(figures, "availabilityLong")?.note)).toBe(note);
    },
  );

  it("names the window that the objective is over", () => {
    const figures = lead({}, { availabilityObjectiveWindowMs: 7 * DAY_MS, availabilityWindowMs: 7 * DAY_MS });
    const availability = find(figures, "availabilityLong");
    expect(plain(availability?.label)).toBe("Availability, 7 d");
    expect(availability?.note).not.toMatch(/so far/);
    expect(plain(find(lead(null, null), "availabilityLong")?.label)).toBe("Availability, 30 d");
  });

  it.each([
    [{}, "80 % range · line: revenue"],
    [{ method: "configured" as const }, "by configured revenue · line: revenue"],
    [{ method: "mixed" as const }, "partly by configured revenue · line: revenue"],
    [{ low: 0, high: 0 }, "nothing above the usual · line: revenue"],
  ])("says what the range of money at risk is: %j", (change, note) => {
    const business = { ...exampleBusiness, risk: { ...exampleBusiness.risk!, ...change } };
    expect(find(lead({}, { business }), "revenueAtRisk")?.note).toBe(note);
  });

  it.each([
    [{ percentile: 99, lowMs: 100, highMs: 250 }, "objective 160 ms · interpolated, 100 ms to 250 ms"],
    [{ percentile: 99, lowMs: 10_000, highMs: null }, "objective 160 ms · interpolated, above 10.0 s"],
  ])("says between which edges an interpolated percentile lies: %j", (bound, note) => {
    const figures = lead({ latencyInterpolated: true, latencyBounds: [bound] });
    expect(plain(find(figures, "latency")?.note)).toBe(note);
  });

  it("keeps what customers say apart from what is estimated", () => {
    const satisfaction = find(lead(), "satisfaction");
    expect(satisfaction?.value).toBeNull();
    expect(plain(satisfaction?.note)).toBe("estimate by Apdex 97.3");
  });

  it("tells a figure that went stale from one that never came", () => {
    const missing = [{ field: "active_users", reason: "stale", remedy: "Look at the sender." }] as const;
    expect(find(lead({ activeUsers: null, missing }), "activeUsers")?.missing).toEqual({
      stale: true,
      word: "Stale",
      remedy: "Look at the sender.",
    });
  });

  it("never shows a figure for what the cycle does not know", () => {
    for (const figure of lead(null, null)) {
      expect(figure.value, figure.id).toBeNull();
      expect(figure.missing?.remedy).toBeTruthy();
    }
  });
});
