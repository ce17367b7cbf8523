import { describe, expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import { reliabilityOf, weeksOf, type ReviewedIncident } from "./reliability-of";

const START_MS = Date.UTC(2026, 10, 20, 12);
const SPAN = { fromMs: START_MS - DAY_MS, toMs: START_MS + DAY_MS, nowMs: START_MS + 60 * MINUTE_MS };
const at = (minutes: number | null) => (minutes === null ? null : START_MS + minutes * MINUTE_MS);
let made = 0;
/** Felt from minute 0: detected, acknowledged and mitigated at these minutes. */
const incident = (
  detected: number,
  acknowledged: number | null,
  mitigated: number | null,
  change: Partial<ReviewedIncident> = {},
): ReviewedIncident => ({
  ...{ id: `${++made}`, severity: "high", demo: false, impactStartMs: START_MS, detectedMs: at(detected)! },
  ...{ acknowledgedMs: at(acknowledged), impactEndMs: at(mitigated), ...change },
});
const known = (id: string, low: number, currency = "USD", minutes = 10) =>
  [id, { incidentId: id, knownMs: minutes * MINUTE_MS, usersPeak: 1, money: { low, high: 2 * low }, currency }] as const; // prettier-ignore

describe("times from the start of impact", () => {
  test("means and medians, of those that it can be told of; the others are counted by why not", () => {
    const all = [
      incident(1, 5, 30),
      incident(2, 11, 50),
      incident(9, null, 100, { severity: "critical" }),
      incident(4, 6, null),
      incident(3, 4, null, { impactStartMs: null }),
      incident(-2 * 24 * 60, 1, 2),
    ];
    const span = reliabilityOf(all, new Map(), SPAN);
    expect(span).toMatchObject({ incidents: 5, critical: 1, impactMs: (30 + 50 + 100 + 60) * MINUTE_MS });
    expect(span.detection).toEqual({ incidents: 4, meanMs: 4 * MINUTE_MS, medianMs: 3 * MINUTE_MS, notFelt: 1, notDone: 0 }); // prettier-ignore
    expect(span.acknowledgement).toEqual({ incidents: 3, meanMs: (22 / 3) * MINUTE_MS, medianMs: 6 * MINUTE_MS, notFelt: 1, notDone: 1 }); // prettier-ignore
    expect(span.mitigation).toEqual({ incidents: 3, meanMs: 60 * MINUTE_MS, medianMs: 50 * MINUTE_MS, notFelt: 1, notDone: 1 }); // prettier-ignore
  });

  test("what was seen before anybody felt it took no time", () => {
    expect(reliabilityOf([incident(-20, -10, 5)], new Map(), SPAN)).toMatchObject({
      ...{ detection: { meanMs: 0 }, acknowledgement: { meanMs: 0 }, mitigation: { meanMs: 5 * MINUTE_MS } },
    });
  });

  test("of none there is none", () => {
    expect(reliabilityOf([], new Map(), SPAN)).toMatchObject({
      ...{ incidents: 0, impactMs: 0, money: null, knownMs: 0 },
      mitigation: { incidents: 0, meanMs: null, medianMs: null },
    });
  });
});

test("money is added in one currency, over the minutes that it is known for", () => {
  const all = [incident(1, 2, 30), incident(1, 2, 4), incident(1, 2, 30), incident(1, 2, 30)];
  const [a, b, c] = all.map(({ id }) => id) as [string, string, string];
  expect(reliabilityOf(all, new Map([known(a, 100), known(b, 10), known(c, 7, "EUR")]), SPAN)).toMatchObject({
    ...{ money: { low: 110, high: 220 }, currency: "USD", knownMs: (10 + 4) * MINUTE_MS },
  });
});

test("weeks begin on Mondays; the outer ones are cut", () => {
  const day = (date: number) => Date.UTC(2026, 10, date);
  expect(weeksOf(day(13), day(25)).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [day(13), day(16)],
    [day(16), day(23)],
    [day(23), day(25)],
  ]);
});
