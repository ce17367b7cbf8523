import { describe, expect, it } from "vitest";
import { exampleExecutive, exampleGlobal } from "@/lib/testing/example-cycle";
import { plainText } from "./format-number";
import { leadFigures, resourceFigures } from "./world-figures";
import { envelopeOf } from "./rest/rest-answer";
import { executiveDashboardAnswer } from "./rest/executive-dashboard-answer";
import { globalMetricsAnswer } from "./rest/global-metrics-answer";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 3);
const world = (change: Parameters<typeof exampleGlobal>[0] = {}) =>
  envelopeOf(globalMetricsAnswer(exampleGlobal(change)), NOW_MS);
const executive = (change: Parameters<typeof exampleExecutive>[0] = {}) =>
  envelopeOf(executiveDashboardAnswer(exampleExecutive(change)), NOW_MS);
const read = (figures: ReturnType<typeof leadFigures>) =>
  Object.fromEntries(
    figures.map((figure) => [figure.id, figure.value && plainText(figure.value).replace("\u2009", " ")]),
  );

describe("the world's figures", () => {
  it("shows each with its unit", () => {
    expect(read(leadFigures(world(), executive()))).toEqual({
      activeUsers: "1.20 M",
      requests: "2.50 k/s",
      availabilityLong: "99.910 %",
      latency: "143 ms",
      errorRate: "0.08 %",
      performance: "97.3",
    });
    expect(read(resourceFigures(world()))).toEqual({
      cpu: "65 %",
      memory: "70 %",
      disk: "50 %",
      network: "40 %",
      cacheHits: "94 %",
      loadBalancers: "99 %",
      connections: "125",
      servers: "250",
    });
  });

  it("says how much data the availability covers until it is 30 days", () => {
    const note = (windowMs: number) =>
      leadFigures(world(), executive({ availabilityWindowMs: windowMs })).find(
        (f) => f.id === "availabilityLong",
      )?.note;
    expect(note(3_600_000)?.replaceAll("\u2009", " ")).toBe("now 99.920 % · 60 min so far");
    expect(note(30 * 86_400_000)?.replaceAll("\u2009", " ")).toBe("now 99.920 %");
  });

  it.each([
    [{ percentile: 99, lowMs: 100, highMs: 250 }, "p99 interpolated between 100 ms and 250 ms"],
    [{ percentile: 99, lowMs: 10_000, highMs: null }, "p99 interpolated, above 10.0 s"],
  ])("says between which edges an interpolated percentile lies: %j", (bound, words) => {
    const figures = leadFigures(world({ latencyInterpolated: true, latencyBounds: [bound] }), executive());
    const note = figures.find((figure) => figure.id === "latency")?.note?.replaceAll("\u2009", " ");
    expect(note).toContain(words);
  });

  it("keeps a missing figure missing, with its remedy, and zero a zero", () => {
    const missing = [{ field: "cpu_utilization", reason: "not-configured", remedy: "Send CPU." }] as const;
    const figures = resourceFigures(world({ cpuRatio: null, diskRatio: 0, missing }));
    const byId = Object.fromEntries(figures.map((figure) => [figure.id, figure]));
    expect(byId.cpu).toMatchObject({
      value: null,
      share: null,
      missing: { word: "Not configured", remedy: "Send CPU." },
    });
    expect(byId.disk).toMatchObject({ value: { number: "0" }, share: 0, missing: null });
  });

  it("never shows a figure for what the cycle does not know", () => {
    const nothing = envelopeOf(globalMetricsAnswer(null), NOW_MS);
    const none = envelopeOf(executiveDashboardAnswer(null), NOW_MS);
    for (const figure of [...leadFigures(nothing, none), ...resourceFigures(nothing)]) {
      expect(figure.value).toBeNull();
      expect(figure.missing?.remedy).toBeTruthy();
    }
  });
});
