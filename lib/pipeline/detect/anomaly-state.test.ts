import { expect, test } from "vitest";
import { ANOMALY_STEP_MS, type Anomaly, type WindowReading } from "@/lib/domain/anomaly";
import type { Deployment } from "@/lib/domain/deployment";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { anomalyRound } from "./anomaly-round";
import { suspectsOf } from "./anomaly-suspects";

const START_MS = Date.UTC(2026, 10, 20);
const OWN = { expected: 100, reach: 10 };
const MOVES = { compared: 4, alike: 1 };

type Row = number | null | Partial<WindowReading>;
/** Windows of one region; a number is its value, null a gap. */
function judged(rows: readonly Row[], open: readonly Anomaly[] = [], fromMs = START_MS): Anomaly[] {
  let made = 0;
  const readings = rows.map((row, at) => {
    const windowMs = START_MS + at * ANOMALY_STEP_MS;
    const usual = { windowMs, own: OWN, siblings: null, moves: MOVES };
    const reading = row === null || typeof row === "number" ? { value: row } : { value: 100, ...row };
    return { windowMs, byRegion: new Map([["eu", { ...usual, ...reading }]]) };
  });
  const round = { metric: "cpu", service: null, readings, open, fromMs, isDemo: () => false } as const;
  return anomalyRound({ ...round, newId: () => `a${++made}` });
}
const at = (window: number) => START_MS + window * ANOMALY_STEP_MS;
const calm = (count: number) => Array.from({ length: count }, () => 100);

test.each<[why: string, rows: Row[], opens: boolean]>([
  ["one window outside is chance", [100, 130, 100, 130, 100], false],
  ["two in a row are not", [100, 130, 130], true],
  ["one above and one below are", [100, 130, 70], false],
  ["a gap between them", [130, null, 130], false],
  ["the edge is within", [110, 110, 90, 90], false],
  ["below is as unusual as above", [70, 70], true],
  [
    "nothing is judged without a range",
    [
      { value: 500, own: null },
      { value: 500, own: null },
    ],
    false,
  ],
  [
    "a range that widens by the first window does not hide the second",
    [130, { value: 130, own: { expected: 100, reach: 50 } }],
    true,
  ],
  [
    "unlike its siblings, within its own range",
    [
      { value: 100, siblings: { expected: 200, reach: 50 } },
      { value: 100, siblings: { expected: 200, reach: 50 } },
    ],
    true,
  ],
])("%s", (_why, rows, opens) => {
  expect(judged(rows).length).toBe(opens ? 1 : 0);
});

test("it says since when, how far, against what; and is told once", () => {
  expect(judged([100, 130, 150, 140])).toMatchObject([
    {
      ...{ id: "a1", startedMs: at(1), openedMs: at(3), endedMs: null, direction: "above", against: ["own"] },
      ...{ observed: 150, expected: 100, reach: 10, distance: 5, farthestMs: at(2), moves: MOVES },
      ...{ outsideUntilMs: at(4), judgedMs: at(4) },
    },
  ]);
});

test.each<[why: string, rows: Row[], end: Partial<Anomaly>]>([
  ["30 min within the range end it at the last window outside", calm(6), { ending: "back", endedMs: at(2) }],
  ["25 min do not", calm(5), { ending: null, endedMs: null, calmWindows: 5 }],
  ["nor if it is outside again in between", [...calm(5), 130, ...calm(5)], { endedMs: null }],
  ["an hour without a value ends it", Array.from({ length: 12 }, () => null), { ending: "no-data" }],
  ["a short gap does not", [null, null, 130], { endedMs: null, silentWindows: 0 }],
  [
    "after a day it is what is usual",
    Array.from({ length: 286 }, () => 130),
    { ending: "new-usual", endedMs: START_MS + DAY_MS },
  ],
  [
    "a range that widens meanwhile does not end it",
    Array.from({ length: 7 }, () => ({ value: 130, own: { expected: 100, reach: 50 } })),
    { endedMs: null, calmWindows: 0 },
  ],
])("%s", (_why, rows, end) => {
  expect(judged([130, 130, ...rows]).at(-1)).toMatchObject(end);
});

test("a run that goes on with a stored anomaly says the same as one that saw all of it", () => {
  const rows = [130, 130, 150, 100, null, 160, ...calm(6)];
  const [whole] = judged(rows);
  let open: Anomaly[] = [];
  for (let seen = 1; seen <= rows.length; seen++)
    open = judged(rows.slice(0, seen), open, at(seen - 1)).map((each) => ({ ...each, id: "a1" })) ?? open;
  expect(open).toEqual([whole]);
});

test("what opens after another has ended is another one", () => {
  expect(judged([130, 130, ...calm(6), 70, 70])).toMatchObject([
    { id: "a1", ending: "back" },
    { id: "a2", ending: null, direction: "below" },
  ]);
});

test("suspects: changes there or everywhere, from an hour before to the end of the first window, newest first", () => {
  const [anomaly] = judged([100, 130, 130]);
  const change = (id: string, minutes: number, region: string | null = "eu") =>
    ({
      id,
      region,
      service: "shop",
      kind: "deploy",
      version: "1",
      deployedAtMs: at(1) - minutes * MINUTE_MS,
    }) as Deployment;
  const changes = [
    ...[change("early", 61), change("hour", 60), change("now", 0), change("during", -4), change("after", -5)],
    ...[change("elsewhere", 5, "us"), change("everywhere", 5, null)],
  ];
  const alone = new Map<string, readonly string[]>();
  expect(suspectsOf(anomaly!, changes, alone).map(({ id }) => id)).toEqual([
    ...["during", "now", "everywhere", "hour"],
  ]);
  expect(suspectsOf({ ...anomaly!, service: "search" }, changes, alone)).toEqual([]);
  expect(at(1) - suspectsOf(anomaly!, changes, alone).at(-1)!.deployedAtMs).toBe(HOUR_MS);
});

test("suspects of a service: its own change, however many others there were since, and those of what it depends on", () => {
  const anomaly = { ...judged([100, 130, 130])[0]!, service: "checkout" };
  const change = (id: string, service: string | null, minutes: number) =>
    ({ id, service, region: "eu", deployedAtMs: at(1) - minutes * MINUTE_MS }) as Deployment;
  const dependenciesOf = new Map([
    ["checkout", ["cart"]],
    ["cart", ["store"]],
    ["store", ["checkout"]],
    ["web", ["checkout"]],
  ]);
  const others = [1, 2, 3, 4].map((minutes) => change(`store ${minutes}`, "store", minutes));
  const suspects = (changes: readonly Deployment[]) =>
    suspectsOf(anomaly, changes, dependenciesOf).map(({ id }) => id);
  expect(suspects([change("own", "checkout", 50), change("cart", "cart", 5), ...others])).toEqual([
    ...["store 1", "store 2", "store 3", "store 4", "own"],
  ]);
  expect(suspects([change("caller", "web", 5), change("of all", null, 6)])).toEqual(["of all"]);
});
