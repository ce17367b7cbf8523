import { describe, expect, test } from "vitest";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { incidentChart, tellingSignal, type SignalContract } from "./incident-chart";
import { signalEvidence } from "./signal-words";

const OBJECTIVES = {
  ...{ availabilityRatio: 0.999, availabilityWindowMs: 1, latencyP99Ms: 150, latencyP95Ms: 100 },
  errorRatio: 0.001,
};

function signal(source: SignalContract["source"], rest: Partial<SignalContract> = {}): SignalContract {
  return {
    ...{ id: source, source, key: `${source}-key`, title: "t", description: null, severity: "high" },
    ...{ region: "eu", service: null, labels: {}, url: null },
    ...{ started_at: "2026-11-28T10:00:00Z", ended_at: null },
    ...rest,
  };
}

const ended = { ended_at: "2026-11-28T11:00:00Z" };

test("a firing prediction tells more than others, and what fires more than what ended", () => {
  expect(tellingSignal([signal("anomaly"), signal("prediction")])?.source).toBe("prediction");
  expect(tellingSignal([signal("prediction", ended), signal("manual")])?.source).toBe("manual");
  expect(tellingSignal([signal("silence", ended), signal("objective", ended)])?.source).toBe("objective");
});

test("a sender that says no place has no chart; an objective of the platform has", () => {
  const nowhere = { region: null, service: null };
  expect(tellingSignal([signal("alertmanager", nowhere)])).toBeNull();
  expect(tellingSignal([signal("objective", nowhere)])?.source).toBe("objective");
});

describe("the chart", () => {
  const known = {
    category: "availability",
    prediction: null,
    anomaly: null,
    objectives: OBJECTIVES,
  } as const;
  const prediction = {
    ...{ alert_type: "memory_pressure_prediction", threshold: 0.85, threshold_unit: "ratio" },
  } as PredictionContract;

  test("is of what is predicted, with the threshold that it is to cross", () => {
    const chart = incidentChart({ ...known, signals: [signal("prediction")], prediction });
    expect(chart).toMatchObject({ metric: "memory", region: "eu", service: null, threshold: { value: 85 } });
    expect(chart?.threshold?.label).toMatch(/predicted to cross 85\s%/);
  });

  test("of an error budget is that of the objective", () => {
    const budget = { ...prediction, alert_type: "error_budget_exhaustion_prediction" } as const;
    const chart = incidentChart({ ...known, signals: [signal("prediction")], prediction: budget });
    expect(chart).toMatchObject({ metric: "error_rate", threshold: { value: 0.001 } });
  });

  test.each([
    ["availability", "error_rate", 0.001],
    ["performance", "latency_p99", 150],
    ["capacity", "cpu", 85],
    ["security", "requests_per_second", undefined],
    ["other", "requests_per_second", undefined],
  ] as const)("of %s is %s", (category, metric, value) => {
    const chart = incidentChart({ ...known, category, signals: [signal("objective", { service: "shop" })] });
    expect([chart?.metric, chart?.service, chart?.threshold?.value]).toEqual([metric, "shop", value]);
  });

  test("is of what is unusual", () => {
    const chart = incidentChart({ ...known, signals: [signal("anomaly")], anomaly: { metric: "disk" } });
    expect(chart?.metric).toBe("disk");
  });
});

describe("the evidence of a signal", () => {
  test.each([
    [signal("prediction", { key: "a/b" }), "/predictions#a%2Fb", true],
    [signal("objective"), "/settings/objectives", true],
    [signal("anomaly"), "/regions/eu", true],
    [signal("silence", { service: "shop" }), "/services/shop?region=eu", true],
    [signal("grafana", { url: "https://grafana.example/a" }), "https://grafana.example/a", false],
  ])("%#", (from, href, own) => {
    expect(signalEvidence(from)).toMatchObject({ href, own });
  });

  test.each([
    signal("manual"),
    signal("alertmanager"),
    signal("alertmanager", { url: "javascript:alert(1)" }),
    signal("alertmanager", { url: "/predictions" }),
  ])("is no link where it leads nowhere, or runs something: %#", (from) => {
    expect(signalEvidence(from)).toBeNull();
  });
});
