import { expect, test } from "vitest";
import type { AnomalyContract, AnomalyListResponse } from "@/lib/contracts/anomaly";
import { exampleAnomaly } from "@/lib/testing/example-anomaly";
import {
  anomaliesOf,
  anomalyPlace,
  endingText,
  expectedText,
  nothingUnusual,
  observedText,
  partsText,
  siblingsText,
  spanText,
  suspectText,
  unusualAfter,
} from "./anomaly-words";
import { anomalyListAnswer } from "./rest/anomaly-list-answer";
import { envelopeOf } from "./rest/rest-answer";

const START_MS = Date.UTC(2026, 10, 28, 12);
const plain = (text: string) => text.replaceAll("\u2009", " ");
const contract = (changes: Parameters<typeof exampleAnomaly>[1] = {}): AnomalyContract =>
  anomalyListAnswer({
    anomalies: [{ ...exampleAnomaly(START_MS, changes), parts: [] }],
    run: null,
    last: null,
  }).data[0]!;

test.each<[changes: Parameters<typeof exampleAnomaly>[1], observed: string, expected: string]>([
  [{}, "310 ms", "80 ms to 160 ms (most likely 120 ms)"],
  [{ metric: "requests", observed: 1_234 }, "1.23 k/s", "80.0 /s to 160 /s (most likely 120 /s)"],
  [{ metric: "cpu", observed: 0.93, expected: 0.9, reach: 0.2 }, "93 %", "70 % to 100 % (most likely 90 %)"],
  [
    { metric: "error_ratio", observed: 0.0213, expected: 0.001, reach: 0.005 },
    ...(["2.1 %", "0 % to 0.6 % (most likely 0.1 %)"] as const),
  ],
])("value and range: %o", (changes, observed, expected) => {
  expect(plain(observedText(contract(changes)))).toBe(observed);
  expect(plain(expectedText(contract(changes)))).toBe(expected);
});

test.each([
  [{ moves: null }, "too few other regions to compare"],
  [{ moves: { compared: 5, alike: 0 } }, "only here"],
  [{ moves: { compared: 5, alike: 4 } }, "also in 4 of 5 other regions"],
  [{ moves: { compared: 5, alike: 5 } }, "also in all 5 other regions"],
  [{ against: ["siblings"] as const }, "usual by its own past, but unlike the other regions"],
])("siblings: %o", (changes, text) => {
  expect(siblingsText(contract(changes))).toBe(text);
});

test("where, since when, how it ended, and who is suspected", () => {
  const at = { nowMs: START_MS + 3_600_000, timeZone: "UTC" };
  const shop = contract({ service: "shop" });
  const place = (page?: Parameters<typeof anomalyPlace>[2]) => anomalyPlace(shop, () => "Dublin", page);
  expect(place()).toBe("shop, Dublin");
  expect(place({ region: "eu-west-1", service: null })).toBe("shop");
  expect(place({ region: null, service: "shop" })).toBe("Dublin");
  expect(place({ region: "eu-west-1", service: "shop" })).toBe("");
  expect(spanText(contract(), at)).toBe("since 12:00");
  const ended = contract({ endedMs: START_MS + 1_200_000, ending: "back" });
  expect([spanText(ended, at), endingText(ended)]).toEqual(["12:00 to 12:20", "back in its range"]);
  expect(plain(suspectText(contract().suspects[0]!, contract()))).toMatch(
    /of checkout 2\.4\.1, 12 min before$/,
  );
  const during = { ...contract().suspects[0]!, deployed_at: new Date(START_MS + 60_000).toISOString() };
  expect(suspectText(during, contract())).toMatch(/of checkout 2\.4\.1, as it began$/);
});

test("a region's names the services that began with it; a part says that it is one", () => {
  const parts = ["a", "b", "c", "d", "e", "f", "g"].map((service) => ({ id: service, service }));
  expect(partsText({ parts, part_of: null })).toBe("With it: a, b, c, d, e and 2 more.");
  expect(partsText({ parts: parts.slice(0, 2), part_of: null })).toBe("With it: a, b.");
  expect(partsText({ parts: [], part_of: "region" })).toBe("Began with the same of its region.");
  expect(partsText({ parts: [], part_of: null })).toBeNull();
});

test("a region's, a service's in a region, a service's everywhere", () => {
  const all = [
    contract({ id: "a" }),
    contract({ id: "b", service: "shop" }),
    contract({ id: "c", region: "us" }),
  ];
  const ids = (region: string | null, service: string | null) =>
    anomaliesOf(all, { region, service }).map(({ id }) => id);
  expect(ids("eu-west-1", null)).toEqual(["a", "b"]);
  expect(ids("eu-west-1", "shop")).toEqual(["b"]);
  expect(ids(null, "shop")).toEqual(["b"]);
  expect(ids("us", "shop")).toEqual([]);
  expect(unusualAfter(all, { service: "checkout", region: null }).map(({ id }) => id)).toEqual([
    "a",
    "b",
    "c",
  ]);
  expect(unusualAfter(all, { service: "checkout", region: "us" }).map(({ id }) => id)).toEqual(["c"]);
  expect(unusualAfter(all, { service: "shop", region: null })).toEqual([]);
  const own = contract({ id: "d", service: "checkout" });
  expect(unusualAfter([own], { service: "checkout", region: null })).toEqual([]);
});

test.each<
  [why: string, run: Parameters<typeof anomalyListAnswer>[0]["run"], region: string | null, said: string]
>([
  ["no run yet", null, null, "Not judged yet. The worker judges"],
  [
    "an old run",
    { detectedMs: START_MS - 1_200_000, waiting: [], leftOutFrom: null },
    null,
    "Not judged lately",
  ],
  ["all is well", { detectedMs: START_MS, waiting: [], leftOutFrom: null }, "eu", "Nothing unusual. "],
  [
    "a region that waits",
    { detectedMs: START_MS, waiting: [{ region: "eu", service: null, windows: 25 }], leftOutFrom: null },
    ...(["eu", "Not judged yet. Waits for 3 more hours of history"] as const),
  ],
  [
    "a region that is silent",
    { detectedMs: START_MS, waiting: [{ region: "eu", service: null, windows: null }], leftOutFrom: null },
    ...(["eu", "Not judged now: whether anything is unusual is not known. Nothing of"] as const),
  ],
  [
    "another one is silent",
    { detectedMs: START_MS, waiting: [{ region: "eu", service: null, windows: null }], leftOutFrom: null },
    ...([null, "Nothing unusual where it was judged. Nothing arrives to be judged from: EU."] as const),
  ],
  [
    "some are silent and some wait",
    {
      detectedMs: START_MS,
      waiting: [
        { region: "eu", service: null, windows: null },
        { region: "us", service: null, windows: 25 },
      ],
      leftOutFrom: null,
    },
    ...([null, "judged from: EU. Not judged yet for want of history: US."] as const),
  ],
  [
    "another one waits",
    { detectedMs: START_MS, waiting: [{ region: "eu", service: null, windows: 25 }], leftOutFrom: null },
    ...(["us", "Nothing unusual. "] as const),
  ],
  [
    "some of all wait",
    { detectedMs: START_MS, waiting: [{ region: "eu", service: null, windows: 25 }], leftOutFrom: null },
    ...([null, "Nothing unusual where it was judged. Not judged yet for want of history: EU."] as const),
  ],
])("nothing to show: %s", (_why, run, region, said) => {
  const { meta } = envelopeOf(anomalyListAnswer({ anomalies: [], run, last: null }), START_MS);
  const { title, reason } = nothingUnusual(meta as AnomalyListResponse["meta"], {
    ...{ region, nowMs: START_MS },
    nameOf: (code) => code.toUpperCase(),
  });
  expect(`${title} ${reason ?? ""}`).toContain(said);
});

test.each<[why: string, service: string | null, region: string | null, said: string]>([
  ["a service that is judged", "shop", null, "Nothing unusual. "],
  ["one that waits here", "cart", "eu", "Not judged yet. Waits for 3 more hours"],
  ["one that waits elsewhere", "cart", null, "where it was judged. Not judged yet for want of history: EU."],
  ["one that is silent here", "mail", "eu", "Not judged now"],
  [
    "one that there is no room for",
    "web",
    "eu",
    "Not judged: whether anything is unusual is not known. It is not",
  ],
  ["of a region services are not meant", null, "eu", "Nothing unusual. "],
  ["of all, how many", null, null, "where it was judged. Services from sun on, by name, are not watched"],
  ["of all, how many are not", null, null, "2 services in regions are not judged"],
])("nothing to show of services: %s", (_why, service, region, said) => {
  const waiting = [
    { region: "eu", service: "cart", windows: 25 },
    { region: "eu", service: "mail", windows: null },
  ];
  const run = { detectedMs: START_MS, waiting, leftOutFrom: "sun" };
  const { meta } = envelopeOf(anomalyListAnswer({ anomalies: [], run, last: null }, service), START_MS);
  const { title, reason } = nothingUnusual(meta as AnomalyListResponse["meta"], {
    ...{ region, nowMs: START_MS, nameOf: (code: string) => code.toUpperCase() },
  });
  expect(`${title} ${reason ?? ""}`).toContain(said);
});
