import { expect, test } from "vitest";
import type { Objective, StoredObjective } from "@/lib/domain/objective";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { standingScopes } from "./standing-scopes";

const objective = (change: Partial<Objective>): StoredObjective => {
  const { kind = "availability", region = null, service = null } = change;
  const id = [kind, region ?? "*", service ?? "*"].join("/");
  return { id, version: 1, kind, region, service, target: 0.999, windowDays: 30, builtIn: false };
};
const signal = (metric: SignalRow["metric"], region: string, service: string | null): SignalRow => ({
  metric,
  region,
  service,
  intervalMs: 10_000,
  newestSampleMs: 0,
  demo: false,
});
const SIGNALS = [
  signal("requests", "us", "shop"),
  signal("requests", "eu", "shop"),
  signal("requests", "eu", null),
  signal("requests", "eu", "chat"),
  signal("latency", "eu", "chat"),
  signal("cpu", "moon", "base"),
];
const judged = (...objectives: StoredObjective[]) =>
  standingScopes(objectives, SIGNALS).map(({ objective: { id }, region, service }) => [
    id,
    `${region ?? "*"}/${service ?? "*"}`,
  ]);

test.each([
  ["a service in a region", objective({ region: "eu", service: "shop" }), ["eu/shop"]],
  ["a region", objective({ region: "eu" }), ["eu/*"]],
  ["a service", objective({ service: "shop" }), ["*/shop"]],
  ["everything, by requests", objective({}), ["*/*", "eu/*", "us/*", "*/chat", "*/shop"]],
  ["everything, by latencies", objective({ kind: "latency-p95" }), ["*/*", "eu/*", "*/chat"]],
])("an objective of %s is judged there", (_name, one, places) => {
  expect(judged(one)).toEqual(places.map((place) => [one.id, place]));
});

test("who has an objective of its own is not judged by the one for everything", () => {
  const own = [
    objective({ region: "eu" }),
    objective({ service: "shop" }),
    objective({ region: "us", service: "chat" }),
  ];
  const other = objective({ kind: "error-ratio", service: "chat" });
  const places = judged(objective({}), ...own, other).filter(([id]) => id === "availability/*/*");
  expect(places.map(([, place]) => place)).toEqual(["*/*", "us/*", "*/chat"]);
});
