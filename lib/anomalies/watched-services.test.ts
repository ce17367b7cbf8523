import { expect, test } from "vitest";
import { ANOMALY_LOOK_BACK_MS } from "@/lib/domain/anomaly";
import type { MetricName } from "@/lib/domain/metric";
import { watchedServices } from "./watched-services";

const NOW_MS = Date.UTC(2026, 10, 20);
const sends = (service: string | null, region: string, metric: MetricName = "cpu", ageMs = 0) => ({
  ...{ service, region, metric, newestSampleMs: NOW_MS - ageMs, intervalMs: null, demo: false },
});
const watched = (signals: readonly ReturnType<typeof sends>[], most: number) => {
  const { signals: of, leftOutFrom } = watchedServices(signals, NOW_MS, most);
  return { of: of.map(({ service, region }) => `${service}/${region}`), leftOutFrom };
};

test("services that were heard of late and send what is judged; regions as a whole are no services", () => {
  const signals = [
    ...[sends("b", "eu"), sends("a", "eu"), sends(null, "eu"), sends("c", "eu", "orders")],
    sends("old", "eu", "cpu", ANOMALY_LOOK_BACK_MS),
  ];
  expect(watched(signals, 2)).toEqual({ of: ["b/eu", "a/eu"], leftOutFrom: null });
});

test("by name as far as there is room, each in all of its regions; those that are left out are known", () => {
  const signals = [
    ...[sends("c", "eu"), sends("b", "eu"), sends("b", "us"), sends("a", "eu"), sends("a", "eu", "memory")],
  ];
  expect(watched(signals, 3)).toEqual({ of: ["b/eu", "b/us", "a/eu", "a/eu"], leftOutFrom: "c" });
  expect(watched(signals, 2)).toEqual({ of: ["a/eu", "a/eu"], leftOutFrom: "b" });
});
