import { expect, test } from "vitest";
import { incidentFilter, incidentSearch, isNarrowed, isWanted } from "./incident-filter";

const NOTHING = { status: null, severity: null, region: null, service: null, mine: null };
const ME = "ada";
const INCIDENT = {
  severity: "high",
  affected_regions: ["eu"],
  affected_services: ["shop"],
  assignee: { id: ME, name: "Ada" },
} as const;
const incident = {
  ...INCIDENT,
  affected_regions: [...INCIDENT.affected_regions],
  affected_services: [...INCIDENT.affected_services],
};

test("an address that asks for nothing, or for what makes no sense, lists all active ones", () => {
  const all = incidentFilter(NOTHING);
  expect(all).toEqual({ status: "active", severity: null, region: null, service: null, mine: false });
  expect(incidentFilter({ ...NOTHING, status: "lost", severity: "odd", region: "", mine: "yes" })).toEqual(
    all,
  );
  expect([isNarrowed(all), isWanted(incident, all, "somebody else")]).toEqual([false, true]);
});

test.each([
  [{ severity: "high" }, true],
  [{ severity: "low" }, false],
  [{ region: "eu" }, true],
  [{ region: "us" }, false],
  [{ service: "shop" }, true],
  [{ service: "cart" }, false],
  [{ mine: "1" }, true],
])("%o wants it: %s", (params, wanted) => {
  const filter = incidentFilter({ ...NOTHING, ...params });
  expect([isNarrowed(filter), isWanted(incident, filter, ME)]).toEqual([true, wanted]);
});

test("another's incident is not mine, nor is nobody's", () => {
  const mine = incidentFilter({ ...NOTHING, mine: "1" });
  expect(isWanted(incident, mine, "bob")).toBe(false);
  expect(isWanted({ ...incident, assignee: null }, mine, ME)).toBe(false);
});

test("the API is asked for the same", () => {
  const filter = incidentFilter({ status: "all", severity: "low", region: "eu", service: "shop", mine: "1" });
  expect(String(incidentSearch(filter, ME))).toBe(
    "status=all&severity=low&region=eu&service=shop&assignee=ada",
  );
  expect(String(incidentSearch(incidentFilter(NOTHING), ME))).toBe("status=active");
});
