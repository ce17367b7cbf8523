import { expect, test } from "vitest";
import type { Deployment } from "@/lib/domain/deployment";
import type { AttentionItem, ServiceMetrics } from "@/lib/domain/snapshot";
import { EXAMPLE_AS_OF_MS, exampleRegion, exampleService } from "@/lib/testing/example-cycle";
import { exampleOpenIncident } from "@/lib/testing/example-incident";
import { exampleDeployment } from "@/lib/testing/example-deployment";
import { troublesOf, type TroubleContext } from "./trouble";

const item: AttentionItem = {
  ...{ kind: "objective-missed", severity: "medium", region: "eu", service: "shop", text: "" },
  ...{ usersAffected: null, moneyAtRiskPerMinute: null, moneyMethod: null, prediction: null, incident: null },
};
const context = (shop: Partial<ServiceMetrics>, deployments: readonly Deployment[] = []): TroubleContext => ({
  regions: [exampleRegion("eu")],
  services: [exampleService("eu", "shop", shop)],
  objectives: [],
  catalogServices: [
    { name: "shop", owner: "Shop team", contact: null, tier: 1, dependencies: [], reachRatio: 1, version: 1 },
  ],
  deployments,
  incidents: [],
});
const FINE = { errorRatio: 0.0001, latencyP99Ms: 100 };

test.each<[string, Partial<ServiceMetrics>, Partial<AttentionItem>]>([
  ["silent", {}, { kind: "stale-source" }],
  ["down", { status: "down" }, {}],
  ["failing", { ...FINE, errorRatio: 0.02 }, {}],
  ["slow", { ...FINE, latencyP99Ms: 151 }, {}],
  ["burning", FINE, {}],
  ["burning", { errorRatio: null, latencyP99Ms: null }, {}],
])("what is wrong: %s", (kind, shop, change) => {
  expect(troublesOf([{ ...item, ...change }], context(shop))[0]).toMatchObject({ kind, owner: "Shop team" });
});

test("the newest change of the place within half an hour before is suspected, no other", () => {
  const sinceMs = EXAMPLE_AS_OF_MS - 600_000;
  const at = (id: string, minutesBefore: number, change: Partial<Deployment> = {}) =>
    exampleDeployment({ id, deployedAtMs: sinceMs - minutesBefore * 60_000, ...change });
  const suspected = (...deployments: Deployment[]) =>
    troublesOf([item], context({ statusSinceMs: sinceMs }, deployments))[0].change?.id;
  expect(suspected(at("a", 10, { service: "shop" }), at("b", 2, { region: "eu" }), at("c", 5))).toBe("b");
  expect(suspected(at("a", 1, { service: "feed" }), at("b", 2, { region: "us" }))).toBeUndefined();
  expect(suspected(at("a", 31), at("b", -1))).toBeUndefined();
});

test("what is listed without being in the figures is left out", () => {
  expect(troublesOf([{ ...item, service: "gone" }], context({}))).toEqual([]);
});

test("of an incident: its place's figures where they show what is wrong, who is on it, and since when it is felt", () => {
  const incident = exampleOpenIncident({ region: "eu", service: "shop", acknowledgedBy: "user:Ana" });
  const named = {
    ...item,
    kind: "incident",
    incident: { id: incident.id, number: 12, predictions: [] },
  } as const;
  const troubleOf = (shop: Partial<ServiceMetrics>, place: Partial<AttentionItem> = {}) =>
    troublesOf([{ ...named, ...place }], { ...context(shop), incidents: [incident] })[0];
  expect(troubleOf({ ...FINE, latencyP99Ms: 151 })).toMatchObject({
    ...{ kind: "slow", latencyP99Ms: 151, sinceMs: incident.impactStartMs },
    incident: { id: "incident-12", number: 12, title: "checkout in eu is slow", person: "Ana" },
  });
  expect(troubleOf(FINE)).toMatchObject({ kind: "incident", owner: "Shop team" });
  expect(troubleOf({ stale: true })).toMatchObject({ kind: "silent" });
  expect(troubleOf(FINE, { region: null, service: null })).toMatchObject({
    kind: "incident",
    errorRatio: null,
  });
});
