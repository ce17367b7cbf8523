import { describe, expect, it } from "vitest";
import { exampleGlobal } from "@/lib/testing/example-cycle";
import { plainText } from "./format-number";
import { resourceFigures } from "./world-figures";
import { envelopeOf } from "./rest/rest-answer";
import { globalMetricsAnswer } from "./rest/global-metrics-answer";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 3);
const world = (change: Parameters<typeof exampleGlobal>[0] = {}) =>
  envelopeOf(globalMetricsAnswer(exampleGlobal(change)), NOW_MS);
const read = (figures: ReturnType<typeof resourceFigures>) =>
  Object.fromEntries(
    figures.map((figure) => [figure.id, figure.value && plainText(figure.value).replace("\u2009", " ")]),
  );

describe("the world's figures", () => {
  it("shows each with its unit", () => {
    expect(read(resourceFigures(world()))).toEqual({
      errorRate: "0.08 %",
      performance: "97.3",
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
    for (const figure of resourceFigures(nothing)) {
      expect(figure.value).toBeNull();
      expect(figure.missing?.remedy).toBeTruthy();
    }
  });
});
