import { describe, expect, test } from "vitest";
import { linked, sentenceText, type Evidence } from "@/lib/domain/sentence";
import { exampleGlobal, exampleRegion, EXAMPLE_AS_OF_MS } from "@/lib/testing/example-cycle";
import { MINUTE_MS } from "@/lib/domain/window";
import { exampleDeployment } from "@/lib/testing/example-deployment";
import type { Trouble } from "./trouble";
import { spokenVerdict } from "./verdict";
import type { VerdictInput } from "./verdict-parts";

const NAMES: Readonly<Record<string, string>> = { "eu-west-1": "EU West", "us-east-1": "US East" };
const slow: Trouble = {
  ...{ kind: "slow", region: "eu-west-1", service: "checkout", latencyP99Ms: 312, errorRatio: 0.0004 },
  newestSampleMs: EXAMPLE_AS_OF_MS,
  sinceMs: EXAMPLE_AS_OF_MS - 12.5 * MINUTE_MS,
  owner: "Payments",
  contact: "#payments-oncall",
  change: exampleDeployment({ service: "checkout", version: "2026.47.2" }),
  incident: null,
};
const input = (change: Partial<VerdictInput> = {}): VerdictInput => ({
  global: exampleGlobal({ status: "degraded" }),
  regions: [region("eu-west-1"), region("us-east-1")],
  troubles: [slow],
  usersAffected: 4_100_000,
  moneyAtRisk: { low: 2_040, high: 3_214, currency: "USD" },
  next: null,
  regionName: (code) => NAMES[code] ?? code,
  ...change,
});
const say = (change: Partial<VerdictInput> = {}) => {
  const { headline, detail } = spokenVerdict(input(change));
  return [sentenceText(headline), sentenceText(detail)];
};
const next = linked("CPU in EU West is likely to rise above 80 %: 63 % within 1 h", {
  kind: "prediction",
  id: "p",
});
const region = (code: string) => exampleRegion(code, { status: "healthy" });
const HOSTS_ALONE = exampleRegion("us-east-1", { status: "unknown" });
const healthy = exampleGlobal({ status: "healthy", statusSinceMs: Date.UTC(2026, 10, 23, 9, 30) });
const WORLD = "2,500 requests a second, p99 143 ms, 0.08 % errors";

describe("the headline", () => {
  test.each<[string, Partial<VerdictInput>, string]>([
    [
      "what is slow, where, for whom, at what cost",
      {},
      "checkout in EU West is slow for 4.1 million users and costs $2,040 to $3,210 a minute. Everything else is healthy.",
    ],
    [
      "only an upper end of the money is known",
      { moneyAtRisk: { low: 0, high: 800, currency: "EUR" } },
      "checkout in EU West is slow for 4.1 million users and costs up to €800 a minute. Everything else is healthy.",
    ],
    [
      "neither users nor money are known: neither is made up",
      { usersAffected: null, moneyAtRisk: null },
      "checkout in EU West is slow. Everything else is healthy.",
    ],
    [
      "money without users",
      { usersAffected: null },
      "checkout in EU West is slow, which costs $2,040 to $3,210 a minute. Everything else is healthy.",
    ],
    [
      "others need attention too",
      { troubles: [slow, { ...slow, service: "feed" }, { ...slow, service: "chat" }], usersAffected: null, moneyAtRisk: null },
      "checkout in EU West is slow. 2 more need attention.",
    ],
    [
      "a whole region is silent",
      { troubles: [{ ...slow, kind: "silent", service: null }], usersAffected: null, moneyAtRisk: null },
      "EU West sends no telemetry. Everything else is healthy.",
    ],
    ["nothing is listed", { troubles: [] }, "Small parts of several regions need a look."],
    ["all is well", { global: healthy, troubles: [] }, `All 2 regions are healthy: ${WORLD}.`],
    [
      "nothing is wrong, and what breaks next is predicted",
      { global: healthy, troubles: [], next },
      `All 2 regions are healthy: ${WORLD}. Next: CPU in EU West is likely to rise above 80 %: 63 % within 1 h.`,
    ],
    ["what is wrong goes before what may be", { global: healthy, next }, `Healthy as a whole: ${WORLD}.`],
    [
      "nor is it said where something is critical",
      { next, usersAffected: null, moneyAtRisk: null },
      "checkout in EU West is slow. Everything else is healthy.",
    ],
    ["one region", { global: healthy, troubles: [], regions: [region("eu-west-1")] }, `EU West is healthy: ${WORLD}.`],
    ["well as a whole", { global: healthy }, `Healthy as a whole: ${WORLD}.`],
    [
      "a region of hosts alone, which nothing is listed of, is not called healthy",
      { global: healthy, troubles: [], regions: [region("eu-west-1"), HOSTS_ALONE] },
      `Healthy as a whole: ${WORLD}.`,
    ],
    [
      "nor is it where something else is in trouble",
      { regions: [region("eu-west-1"), HOSTS_ALONE], usersAffected: null, moneyAtRisk: null },
      "checkout in EU West is slow. Nothing else needs attention.",
    ],
    [
      "figures that are not known are left out",
      { global: { ...healthy, requestsPerSecond: null, errorRatio: null }, troubles: [] },
      "All 2 regions are healthy: p99 143 ms.",
    ],
    [
      "everything silent",
      { regions: [exampleRegion("eu-west-1", { stale: true })] },
      "Nobody knows: no telemetry since 2026-11-23 11:59 UTC.",
    ],
    [
      "nothing ever came",
      { global: exampleGlobal({ newestSampleMs: null }) },
      "No telemetry yet: point Prometheus or OpenTelemetry at this address with an ingest key.",
    ],
    [
      "hosts alone",
      { global: exampleGlobal({ status: "unknown" }), regions: [exampleRegion("eu-west-1")] },
      "Health is not known: EU West sends telemetry (CPU 65 %), but no requests or latencies to judge.",
    ],
  ])("%s", (_, change, expected) => expect(say(change)[0]).toBe(expected)); // prettier-ignore

  test.each(["slow", "failing", "down", "burning", "silent"] as const)("a verb for %s", (kind) => {
    expect(say({ troubles: [{ ...slow, kind }] })[0]).toMatch(/^checkout in EU West (is|sends) /);
  });
});

describe("the line below", () => {
  test.each<[string, Partial<VerdictInput>, string]>([
    [
      "figure, beginning, suspected change, owner, world",
      {},
      `Its p99 is 312 ms. Started 12 min ago, after deploy checkout 2026.47.2 (suspected). Payments owns it: #payments-oncall. World: ${WORLD}.`,
    ],
    [
      "nobody owns it, nothing changed, since when is not known",
      { troubles: [{ ...slow, kind: "failing", errorRatio: 0.021, owner: null, sinceMs: null, change: null }] },
      `2.1 % of its requests fail. Nobody is named as its owner. World: ${WORLD}.`,
    ],
    ["all is well since", { global: healthy, troubles: [] }, "Nothing needs attention, for 2.5 h now."],
    [
      "what is predicted needs attention, too",
      { global: healthy, troubles: [], next },
      "Nothing is wrong, for 2.5 h now.",
    ],
    [
      "all is well for a little more than an hour",
      { global: { ...healthy, statusSinceMs: EXAMPLE_AS_OF_MS - 71 * MINUTE_MS }, troubles: [] },
      "Nothing needs attention, for 1.1 h now.",
    ],
    [
      "all is well since a moment ago",
      { global: { ...healthy, statusSinceMs: EXAMPLE_AS_OF_MS - 20_000 }, troubles: [] },
      "Nothing needs attention any more.",
    ],
    ["well as a whole", { global: healthy }, "To look at: checkout in EU West. Payments owns it: #payments-oncall."],
    ["nothing is known", { global: exampleGlobal({ newestSampleMs: null }) }, ""],
  ])("%s", (_, change, expected) => expect(say(change)[1]).toBe(expected)); // prettier-ignore
});

describe("an incident is named, with who is on it", () => {
  const incident = { id: "i", number: 12, title: "Pods restart.", person: null };
  const named = { ...slow, incident };
  const alone: Trouble = { ...named, kind: "incident", errorRatio: null, change: null };

  test("below what its figures show", () => {
    const [headline, detail] = say({ troubles: [named] });
    expect(headline).toMatch(/^checkout in EU West is slow for /);
    expect(detail).toContain(
      "Incident 12: Pods restart; nobody is on it yet. Payments owns it: #payments-oncall.",
    );
    const taken = { ...named, incident: { ...incident, person: "Ana" } };
    expect(say({ troubles: [taken] })[1]).toMatch(/Incident 12: Pods restart; Ana is on it\. World/);
  });

  test("in the headline where no figure shows what is wrong", () => {
    expect(say({ troubles: [alone] })[0]).toMatch(/^Incident 12 is open in checkout in EU West for 4\.1/);
    const nowhere = { ...alone, region: null, service: null };
    expect(say({ troubles: [nowhere], usersAffected: null, moneyAtRisk: null })[0]).toMatch(
      /^Incident 12 is open\. /,
    );
    const [first] = spokenVerdict(input({ troubles: [alone] })).headline;
    expect(first?.evidence).toEqual({ kind: "incident", id: "i" });
  });
});

test("every number of the verdict has its evidence", () => {
  const { headline, detail } = spokenVerdict(input());
  const numbers = [...headline, ...detail].filter(
    ({ text }) => /\d/.test(text) && !/Started|Its p99/.test(text),
  );
  const kinds = numbers.map(({ evidence }) => (evidence as Evidence | null)?.kind);
  expect(kinds).toEqual(["attention", "attention", "service", "deployments", "metric", "metric", "metric"]);
});
