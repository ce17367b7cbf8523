import { describe, expect, test } from "vitest";
import type { ScopeImpact } from "@/lib/domain/business-snapshot";
import type { OpenIncident } from "@/lib/domain/open-incident";
import { subjectKey } from "@/lib/domain/prediction";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { EXAMPLE_AS_OF_MS, exampleRegion, exampleService } from "@/lib/testing/example-cycle";
import { exampleIncidentPart, exampleOpenIncident } from "@/lib/testing/example-incident";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { attentionItems } from "./attention";
import { predictedAttention } from "./predicted-attention";

const impact = (high: number): ScopeImpact => ({
  ...{ currency: "USD", failedAboveUsual: 0.1, frustratedAboveUsual: 0, usersAffected: 7 },
  ...{ moneyAtRiskPerMinute: { low: high / 2, high }, method: null, missing: [] },
});
const checkout = exampleService("eu", "checkout", { status: "degraded", statusBecause: "p99 is high.", impact: impact(100) }); // prettier-ignore
const search = exampleService("eu", "search", { status: "degraded", impact: impact(300) });
const fine = exampleService("eu", "news", { status: "healthy", impact: impact(0) });
const prediction = examplePrediction(EXAMPLE_AS_OF_MS - 5 * MINUTE_MS, {
  ...{ region: "eu", latest: [{ horizonMs: HOUR_MS, raw: 0.5, calibrated: 0.6 }] },
});
const regions = [exampleRegion("eu", { status: "degraded" })];
const predicted = predictedAttention({
  ...{ asOfMs: EXAMPLE_AS_OF_MS, predictions: [prediction], regions, services: [] },
  business: { currency: "USD", abandonmentRatio: 0.25, risk: null },
  expectedMoney: new Map([[JSON.stringify(["eu", null]), { perMinute: 4_000, by: "configured" }]]),
});
const foretold = exampleIncidentPart({
  ...{ source: "prediction", subject: subjectKey(prediction), service: null },
});
const list = (incidents: OpenIncident[], services = [checkout, search, fine], withPredictions = predicted) =>
  attentionItems(regions, services, new Map(), withPredictions, incidents);
const brief = (items: ReturnType<typeof list>) => items.map(({ kind, service }) => [kind, service]);

describe("one thing is listed once", () => {
  test("an incident stands for what is wrong where it is felt, and for its predictions; others stay", () => {
    const items = list([exampleOpenIncident({ parts: [exampleIncidentPart(), foretold] })]);
    expect(brief(items)).toEqual([
      ["objective-missed", "search"],
      ["incident", "checkout"],
    ]);
    expect(items[1]).toEqual({
      ...{ kind: "incident", severity: "high", region: "eu", service: "checkout", usersAffected: 7 },
      text: "Incident 12: checkout in eu is slow. checkout in eu: p99 is high. Nobody is on it yet.",
      moneyAtRiskPerMinute: { low: 50, high: 100 },
      ...{ moneyMethod: null, prediction: null },
      incident: {
        ...{ id: "incident-12", number: 12 },
        predictions: [
          {
            ...{ id: "example", moneyAtRiskPerMinute: { low: 0, high: 1_000 } },
            moneyMethod: expect.any(String) as string,
          },
        ],
      },
    });
  });

  test("one that is only foretold stays among what is predicted, with its probability and money", () => {
    const unusual = exampleIncidentPart({ source: "anomaly", service: "news", severity: "low" });
    const incident = exampleOpenIncident({ parts: [foretold, unusual], assigneeName: "Ana" });
    const [item] = list([incident], [fine]);
    expect(item).toMatchObject({
      ...{ kind: "incident", prediction: { id: "example", probability: 0.6 } },
      moneyAtRiskPerMinute: { low: 0, high: 1_000 },
      text: expect.stringMatching(/^Incident 12: .* 60 % within 1 h.*\. Ana is on it\.$/) as string,
    });
    expect(list([incident], [fine])).toHaveLength(1);
  });

  test("two incidents of one place share what is there: the worse has it", () => {
    const worse = exampleOpenIncident({ id: "worse", number: 13, severity: "critical" });
    const items = list([exampleOpenIncident(), worse], [checkout], []);
    expect(items.map(({ incident, text }) => [incident?.id, text.includes("p99 is high")])).toEqual([
      ["worse", true],
      ["incident-12", false],
    ]);
  });

  test("what a sender tells of a healthy place is listed; what nothing tells of any more is not", () => {
    const place = { region: "eu", service: "news" };
    expect(brief(list([exampleOpenIncident({ ...place, parts: [exampleIncidentPart(place)] })], [fine], []))).toEqual([["incident", "news"]]); // prettier-ignore
    expect(list([exampleOpenIncident({ parts: [exampleIncidentPart({ firing: false })] })], [fine], [])).toEqual([]); // prettier-ignore
    const nowhere = exampleOpenIncident({ region: null, service: null, parts: [exampleIncidentPart({ region: null, service: null })] }); // prettier-ignore
    expect(brief(list([nowhere], [fine], []))).toEqual([["incident", null]]);
  });

  test("what is silent is told with its incident", () => {
    const silent = exampleRegion("us", { stale: true, status: "unknown", newestSampleMs: EXAMPLE_AS_OF_MS - 90_000 }); // prettier-ignore
    const part = exampleIncidentPart({ source: "silence", region: "us", service: null });
    const items = attentionItems([silent], [], new Map(), [], [exampleOpenIncident({ region: "us", service: null, parts: [part] })]); // prettier-ignore
    expect(brief(items)).toEqual([["incident", null]]);
    expect(items[0]?.text).toContain("No telemetry from us since");
  });
});

test("its place in the list is by its money, as of everything else", () => {
  const dear = exampleOpenIncident({
    service: "search",
    parts: [exampleIncidentPart({ service: "search" })],
  });
  expect(brief(list([dear], [checkout, search], []))).toEqual([
    ["incident", "search"],
    ["objective-missed", "checkout"],
  ]);
});
