import { describe, expect, test } from "vitest";
import type { ServiceContract } from "@/lib/contracts/service";
import { serviceTotalsResponseSchema } from "@/lib/contracts/service-totals";
import type { ServiceTotals } from "@/lib/domain/snapshot";
import { EXAMPLE_AS_OF_MS, examplePlace, exampleTotals } from "@/lib/testing/example-cycle";
import {
  filterChoices,
  filterServices,
  isFiltered,
  NOT_CONFIGURED,
  type ServiceFilter,
} from "./service-filter";
import { serviceList } from "./service-row";
import { envelopeOf } from "./rest/rest-answer";
import { serviceTotalsAnswer } from "./rest/service-totals-answer";

const nameOf = (code: string) => code.toUpperCase();
const entry = (name: string, change: Partial<ServiceContract> = {}): ServiceContract => ({
  ...{ name, owner: null, contact: null, tier: null, dependencies: [], reach: 1, etag: "1" },
  ...change,
});
function listOf(totals: readonly ServiceTotals[], catalogue: readonly ServiceContract[] = []) {
  const answer = envelopeOf(serviceTotalsAnswer(totals, { limit: 1_000 }), EXAMPLE_AS_OF_MS);
  return serviceList(serviceTotalsResponseSchema.parse(answer), catalogue, nameOf);
}
const healthy = (service: string, change: Partial<ServiceTotals> = {}) =>
  exampleTotals(service, { status: "healthy", ...change });

describe("the list", () => {
  test("is worst first, then by traffic, those never judged behind what is in trouble", () => {
    const { rows, headline } = listOf(
      [
        healthy("small", { requestsPerSecond: 1 }),
        healthy("large", { requestsPerSecond: 9 }),
        healthy("bad", { status: "critical" }),
        healthy("silent", { status: "unknown", stale: true }),
      ],
      [entry("planned")],
    );
    expect(rows.map(({ name, state }) => `${name} ${state.word}`)).toEqual([
      "bad Critical",
      "silent Stale",
      "large Healthy",
      "small Healthy",
      "planned No data yet",
    ]);
    expect(headline).toBe(
      "bad is critical, silent is stale and planned is unknown; the other 2 are healthy.",
    );
  });

  test("says what the catalogue knows, and null for what it does not", () => {
    const known = { owner: "Payments", contact: "pay@example.org", tier: 1, dependencies: ["auth"] };
    const { rows } = listOf(
      [healthy("pay"), healthy("shop", { requestsPerSecond: 1 })],
      [entry("pay", known)],
    );
    expect(rows[0]).toMatchObject(known);
    expect(rows[1]).toMatchObject({ owner: null, contact: null, tier: null, dependencies: [] });
  });

  test("a figure that is not there has its reason: of its own, or of all rows", () => {
    const stale = { field: "latency_p99", reason: "stale", remedy: "Look at its sender." } as const;
    const { rows } = listOf([
      healthy("a", { requestsPerSecond: 5, errorRatio: null, latencyP99Ms: null, missing: [stale] }),
      healthy("b", { requestsPerSecond: 0, errorRatio: null }),
    ]);
    expect(rows[0].p99).toEqual({
      value: null,
      missing: { stale: true, word: "Stale", remedy: "Look at its sender." },
    });
    expect(rows.map(({ errors }) => errors.missing?.word)).toEqual(["No data", "No data"]);
    expect(rows[1].requests).toEqual({ value: 0, missing: null });
  });

  test("nothing yet", () => {
    expect(listOf([])).toEqual({ rows: [], regions: [], headline: "No service has reported yet." });
  });
});

describe("the strips of regions", () => {
  const { rows, regions } = listOf([
    healthy("everywhere", {
      places: [
        examplePlace("ap", { status: "healthy" }),
        examplePlace("eu", { status: "critical", errorRatio: 0.02, statusBecause: "Errors burn." }),
        examplePlace("us", {
          status: "unknown",
          stale: true,
          requestsPerSecond: null,
          errorRatio: null,
          latencyP99Ms: null,
        }),
      ],
    }),
    healthy("europe", { requestsPerSecond: 1, places: [examplePlace("eu", { status: "healthy" })] }),
  ]);

  test("have the same region at the same place, also where a service is not", () => {
    expect(regions.map(({ code }) => code)).toEqual(["ap", "eu", "us"]);
    expect(rows.map((row) => row.regions.cells.map(({ state }) => state?.shape ?? "none").join(" "))).toEqual(
      ["circle diamond ring", "none circle none"],
    );
  });

  test("say their figures in a line, and all in one for those who do not see them", () => {
    const [everywhere, europe] = rows.map((row) => row.regions);
    expect(everywhere.cells[1].title).toBe(
      "EU: Critical, 2.50\u2009k/s, 2\u2009% errors, 143\u2009ms p99. Errors burn.",
    );
    expect(everywhere.cells[2].title).toMatch(/^US: Stale, no figures\. /);
    expect(europe.cells[0].title).toBe("AP: not there");
    expect(everywhere.summary).toBe("EU critical and US stale, healthy in 1 more");
    expect(europe.summary).toBe("Healthy in EU");
  });
});

describe("the filter", () => {
  const row = (name: string, owner: string | null, tier: number | null, status: "healthy" | "critical") => ({
    ...{ name, owner, tier, status, contact: owner === null ? null : `${owner.toLowerCase()}@example.org` },
  });
  const all = [
    row("checkout", "Commerce", 1, "critical"),
    row("catalog", "Commerce", 2, "healthy"),
    row("payments", "Payments", 1, "healthy"),
    row("scratch", null, null, "healthy"),
  ];
  const none: ServiceFilter = { q: null, owner: null, tier: null, status: null };
  test.each<[string, Partial<ServiceFilter>, string[]]>([
    ["nothing", {}, ["checkout", "catalog", "payments", "scratch"]],
    ["a part of a name in any case", { q: "CAT" }, ["catalog"]],
    ["each word somewhere", { q: "commerce check" }, ["checkout"]],
    ["a contact", { q: "payments@" }, ["payments"]],
    ["blanks", { q: "  " }, ["checkout", "catalog", "payments", "scratch"]],
    ["an owner", { owner: "Commerce" }, ["checkout", "catalog"]],
    ["no owner", { owner: NOT_CONFIGURED }, ["scratch"]],
    ["a tier", { tier: "1" }, ["checkout", "payments"]],
    ["no tier", { tier: NOT_CONFIGURED }, ["scratch"]],
    ["a status", { status: "critical" }, ["checkout"]],
    ["all at once", { owner: "Commerce", tier: "1", status: "healthy" }, []],
  ])("%s", (_name, part, names) => {
    expect(filterServices(all, { ...none, ...part }).map(({ name }) => name)).toEqual(names);
  });

  test("offers what occurs, worst status last, and keeps a choice that occurs no more", () => {
    expect(filterChoices(all, { ...none, owner: "Gone", status: "down" })).toEqual({
      owners: ["Commerce", "Gone", "Payments", NOT_CONFIGURED],
      tiers: ["1", "2", NOT_CONFIGURED],
      statuses: ["healthy", "critical", "down"],
    });
  });

  test.each([
    [none, false],
    [{ ...none, q: " " }, false],
    [{ ...none, tier: "1" }, true],
  ])("%j narrows: %s", (filter, narrows) => expect(isFiltered(filter)).toBe(narrows));
});
