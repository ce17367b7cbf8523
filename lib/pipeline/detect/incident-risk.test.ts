import { expect, test } from "vitest";
import { scopeKey } from "@/lib/domain/rollup-row";
import { exampleIncidentPart, exampleOpenIncident } from "@/lib/testing/example-incident";
import { incidentRisk, incidentsByScope, incidentVerdict, type IncidentHere } from "./incident-risk";

const here = (severity: IncidentHere["severity"], number = 1): IncidentHere => ({ number, title: "It is slow", severity }); // prettier-ignore

test("an incident is felt where its signals fire, as bad as they are there; not where it is only foretold or over", () => {
  const scopes = incidentsByScope([
    exampleOpenIncident({
      severity: "critical",
      parts: [
        exampleIncidentPart({ severity: "critical" }),
        exampleIncidentPart({ severity: "low", source: "anomaly" }),
        exampleIncidentPart({ service: "app", severity: "low", source: "anomaly" }),
        exampleIncidentPart({ service: "cart", severity: "critical", source: "prediction", subject: "x" }),
        exampleIncidentPart({ service: "shop", severity: "critical", firing: false }),
        exampleIncidentPart({ region: null, service: null, severity: "high" }),
      ],
    }),
  ]);
  expect([...scopes].map(([key, incidents]) => [key, incidents.map(({ severity }) => severity)])).toEqual([
    [scopeKey("eu", "checkout"), ["critical"]],
    [scopeKey("eu", "app"), ["low"]],
  ]);
});

test("what a person said of how bad it is counts wherever it is felt", () => {
  const parts = [exampleIncidentPart({ severity: "critical" }), exampleIncidentPart({ region: null, service: null, source: "objective", severity: "low" })]; // prettier-ignore
  const scopes = incidentsByScope([exampleOpenIncident({ severity: "medium", pinned: ["severity"], parts })]);
  expect([...scopes.values()].flat().map(({ severity }) => severity)).toEqual(["medium", "medium"]);
  expect([...scopes.keys()]).toContain(scopeKey(null, null));
});

test("a critical one makes its scope critical, and is named", () => {
  expect(incidentVerdict([here("high"), here("critical", 7)])).toEqual({
    status: "critical",
    because: "Incident 7 is open and critical: It is slow.",
  });
  expect(incidentVerdict([here("high")])).toBeNull();
});

test("a scope loses by its own worst incident, or by its parts' weighed by their traffic", () => {
  const part = (severity: IncidentHere["severity"], requestsPerSecond: number | null) => ({
    ...{ requestsPerSecond, risk: incidentRisk([here(severity)]) },
  });
  expect(incidentRisk([])).toBeNull();
  expect(incidentRisk([here("info")])).toBeNull();
  expect(incidentRisk([here("low"), here("high")])).toMatchObject({ share: 0.5, mostShare: 0.5 });
  const parts = [part("critical", 20), { requestsPerSecond: 80, risk: null }, part("critical", null)];
  expect(incidentRisk([], parts)).toMatchObject({ share: 0.2, mostShare: 1 });
  expect(incidentRisk([here("high")], parts)).toMatchObject({ share: 0.5, mostShare: 0.5 });
});
