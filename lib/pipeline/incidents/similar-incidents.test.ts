import { describe, expect, test } from "vitest";
import type { Incident } from "@/lib/domain/incident";
import type { IncidentFacets } from "@/lib/domain/similar-incident";
import { newIncident } from "./new-incident";
import { signalOf, STARTED_MS } from "./signals.fixture";
import { similarIncidents } from "./similar-incidents";

type Parts = Partial<Omit<IncidentFacets, "incidentId">>;
const faceted = (id: string, of: Parts = {}, more: Partial<Incident> = {}) => ({
  incident: {
    ...newIncident(signalOf(), STARTED_MS),
    ...{ id, number: 1, version: 1, status: "resolved", resolution: "Restarted it", ...more },
  } satisfies Incident as Incident,
  facets: { incidentId: id, regions: ["eu"], services: ["cart"], subjects: ["objective/a"], ...of },
});
const one = faceted("one", {}, { status: "open" });

describe("how alike two incidents are", () => {
  test.each<[string, Parts, Partial<Incident>, number | null]>([
    ["all the same", {}, {}, 100],
    ["another category", {}, { category: "security" }, 90],
    ["another region", { regions: ["us"] }, {}, 80],
    ["other signals", { subjects: ["objective/b"] }, {}, 70],
    ["another service", { services: ["news"] }, {}, 60],
    ["one service of two", { services: ["cart", "shop"] }, {}, 80],
    ["the service alone", { regions: ["us"], subjects: [] }, { category: "security" }, 40],
    ["the region and the category alone", { services: ["news"], subjects: [] }, {}, null],
    ["not resolved", {}, { status: "monitoring" }, null],
  ])("%s", (_, of, more, score) => {
    const found = similarIncidents(one, [faceted("other", of, more)]);
    expect(found.map((each) => each.score)).toEqual(score === null ? [] : [score]);
  });

  test("says what they share", () => {
    const [found] = similarIncidents(one, [
      faceted("other", { services: ["shop", "cart"], regions: ["us"] }),
    ]);
    expect(found).toMatchObject({
      ...{ sharedServices: ["cart"], sharedRegions: [], sharedSubjects: 1, sameCategory: true },
    });
  });

  test("the most alike come first, of equally alike ones the newest; five at most, and never itself", () => {
    const past = [
      ...["a", "b", "c", "d", "e"].map((id, index) => faceted(id, {}, { detectedMs: index })),
      faceted("less", { regions: ["us"] }),
      faceted("one"),
    ];
    expect(similarIncidents(one, past).map(({ incident }) => incident.id)).toEqual(["e", "d", "c", "b", "a"]);
    expect(similarIncidents(one, past.slice(3)).map(({ incident }) => incident.id)).toEqual([
      "e",
      "d",
      "less",
    ]);
  });

  test("two of the platform as a whole share no place", () => {
    const bare = { regions: [], services: [], subjects: [] };
    expect(similarIncidents(faceted("x", bare), [faceted("y", bare)])).toEqual([]);
  });
});
