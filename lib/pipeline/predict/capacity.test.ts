import { describe, expect, test } from "vitest";
import type { CapacityRegion, ExpectedDay, Outlook, WhatIf } from "@/lib/domain/capacity";
import type { KnownEvent } from "@/lib/domain/known-event";
import { DAY_MS } from "@/lib/domain/window";
import { planCapacity, type PlanQuery } from "./capacity";

const TODAY_MS = Date.UTC(2026, 10, 28);
const dayMs = (day: number) => TODAY_MS + day * DAY_MS;
/** Each band is ± 10 % (80) and + 20 % (95). */
const expected = (peaks: readonly number[]): ExpectedDay[] =>
  peaks.map((peak, day) => ({
    dayMs: dayMs(day),
    peak: { median: peak, lower80: peak * 0.9, upper80: peak * 1.1, upper95: peak * 1.2 },
    mean: { median: peak / 2, lower80: peak * 0.45, upper80: peak * 0.55 },
  }));
const measured = (peak: number, days = 28) =>
  Array.from({ length: days }, (_, index) => ({ dayMs: dayMs(index - days), peak, mean: peak / 2 }));
const outlook = (peaks: readonly number[], was = peaks[0]): Outlook => ({
  measured: measured(was),
  expected: expected(peaks),
  lacks: null,
});
const flat = (peak: number, days = 30) => Array.from({ length: days }, () => peak);
const NOTHING: Outlook = { measured: [], expected: [], lacks: null };
const YOUNG: Outlook = { measured: [], expected: [], lacks: { haveSteps: 3, needSteps: 12, step: "1h" } };

/** One server carries 100 requests a second at 50 % CPU: at its target of 80 % it carries 160. */
const BUSY = [{ requestsPerServer: 100, cpuRatio: 0.5, memoryRatio: null }];
const region = (name: string, over: Partial<CapacityRegion> = {}): CapacityRegion => ({
  region: name,
  servers: 10,
  busyHours: BUSY,
  load: outlook(flat(1_600)),
  users: NOTHING,
  utilization: { cpu: outlook(flat(0.5)), memory: NOTHING, disk: NOTHING, connections: NOTHING },
  ...over,
});
const plan = (regions: readonly CapacityRegion[], over: Partial<PlanQuery> = {}) =>
  planCapacity({
    basis: {
      ...{ asOfMs: TODAY_MS, demo: false, regions },
      world: { load: outlook(flat(1_600)), users: outlook(flat(100)) },
    },
    nowMs: TODAY_MS,
    daysAhead: 30,
    targets: { cpu: 0.8, memory: 0.9, disk: 0.85, connections: 0.85 },
    priceOf: () => null,
    provisioningLeadDays: null,
    events: [],
    whatIf: null,
    ...over,
  });
const event = (over: Partial<KnownEvent> = {}): KnownEvent => ({
  ...{ id: "e", version: 1, name: "Sale", fromMs: dayMs(5), toMs: dayMs(6), regions: [] },
  ...{ trafficChangeRatio: 1, like: null, measurement: null, createdMs: 0, ...over },
});
const whatIf = (over: Partial<WhatIf>): WhatIf => ({
  ...{ trafficChangeRatio: 0, fromMs: TODAY_MS, lostRegion: null },
  ...over,
});

describe("required servers", () => {
  test.each([
    ["alone: the upper 80 % of the peak ÷ what one carries", [region("a")], [{ servers: 11, forLoss: 0 }]],
    [
      "two alike: each takes over the other",
      [region("a"), region("b")],
      [
        { servers: 22, forLoss: 11, low: 20, high: 24 },
        { servers: 22, forLoss: 11 },
      ],
    ],
    [
      "three: the largest other one is shared by those that remain, by their own traffic",
      [region("a", { load: outlook(flat(3_200)) }), region("b"), region("c")],
      // a: 3,520 + 1,760 × 3,520 ÷ (3,520 + 1,760) = 4,693; b: 1,760 + 3,520 ÷ 2 = 3,520
      [
        { servers: 30, forLoss: 8 },
        { servers: 22, forLoss: 11 },
        { servers: 22, forLoss: 11 },
      ],
    ],
  ])("%s", (_, regions, needs) => {
    const { regions: planned } = plan(regions);
    for (const [index, need] of needs.entries()) expect(planned[index].need).toMatchObject(need);
  });

  test("memory counts where it is closer to its target than CPU is", () => {
    const [only] = plan([
      region("a", { busyHours: [{ requestsPerServer: 100, cpuRatio: 0.4, memoryRatio: 0.81 }] }),
    ]).regions;
    expect(only.carriedPerServer).toBeCloseTo(100 / 0.9, 9);
  });

  test.each([
    ["no servers were counted", { busyHours: [] }, "no-data"],
    ["the history is too short", { load: YOUNG }, "insufficient-history"],
    ["nothing is requested", { load: NOTHING }, "no-data"],
  ] as const)("%s: not known, and the world's neither", (_, over, gap) => {
    const { need, needGap, regions, cost, costGap } = plan([region("a", over), region("b")], {
      priceOf: () => 1,
    });
    expect(regions[0]).toMatchObject({ need: null, needGap: gap });
    expect(regions[1].need).not.toBeNull();
    expect({ need, needGap, cost, costGap }).toEqual({ need: null, needGap: gap, cost: null, costGap: gap });
  });
});

describe("cost", () => {
  test("is servers × price × hours, with its range", () => {
    const { cost, costOfToday } = plan([region("a")], { priceOf: () => 2, daysAhead: 10 });
    expect(cost).toEqual({ amount: 11 * 2 * 240, low: 10 * 2 * 240, high: 12 * 2 * 240 });
    expect(costOfToday).toBe(10 * 2 * 240);
  });
  test("without the price of one region is not configured", () => {
    const priceOf = (name: string) => (name === "a" ? 2 : null);
    expect(plan([region("a"), region("b")], { priceOf })).toMatchObject({
      ...{ cost: null, costGap: "not-configured", costOfToday: null },
    });
  });
});

describe("runway", () => {
  const rising = Array.from({ length: 30 }, (_, day) => 0.5 + 0.01 * day);
  const runwayOf = (over: Partial<PlanQuery> = {}, disk: Outlook = outlook(rising)) =>
    plan(
      [region("a", { utilization: { cpu: outlook(rising), memory: NOTHING, disk, connections: YOUNG } })],
      {
        ...over,
      },
    ).regions[0].runways;
  const of = (resource: string, over: Partial<PlanQuery> = {}) =>
    runwayOf(over).find((each) => each.resource === resource);

  test("ends on the first day on which the median, and earlier the upper 80 %, pass the target", () => {
    // upper 80 %: 1.1 × (0.5 + 0.01 × day) > 0.8 from day 23 on; the median only on day 31.
    expect(of("cpu")).toMatchObject({ medianDayMs: null, upperDayMs: dayMs(23), knownDays: 30, gap: null });
    expect(of("cpu", { daysAhead: 20 })).toMatchObject({ upperDayMs: null, knownDays: 20 });
    expect(of("disk")).toMatchObject({ upperDayMs: dayMs(28), newestRatio: 0.5 });
  });
  test("of what is not sent, or too young, says so", () => {
    expect(of("memory")).toMatchObject({ knownDays: 0, gap: "no-data", newestRatio: null });
    expect(of("connections")).toMatchObject({ knownDays: 0, gap: "insufficient-history" });
  });
  test("more traffic fills CPU sooner, and not the disk", () => {
    const more = { whatIf: whatIf({ trafficChangeRatio: 0.3 }) };
    expect(of("cpu", more)).toMatchObject({ medianDayMs: dayMs(12), upperDayMs: dayMs(6) });
    expect(of("disk", more)).toEqual(of("disk"));
  });
});

describe("known events and what is supposed", () => {
  const upper = (over: Partial<PlanQuery>, regions = [region("a")]) =>
    plan(regions, over).regions[0].load.map(({ upper80 }) => Math.round(upper80));
  const plain = flat(1_760);
  const changed = (days: Record<number, number>) => plain.map((load, day) => days[day] ?? load);

  test.each([
    ["double a day", [event()], changed({ 5: 3_520 })],
    ["multiply each other", [event(), event({ id: "f", trafficChangeRatio: 0.5 })], changed({ 5: 5_280 })],
    ["elsewhere change nothing", [event({ regions: ["b"] })], plain],
    ["of an hour may be the day's busiest", [event({ toMs: dayMs(5) + 3_600_000 })], changed({ 5: 3_520 })],
    ["of less traffic relieve a whole day", [event({ trafficChangeRatio: -0.5 })], changed({ 5: 880 })],
    [
      "of less traffic for some hours do not relieve its busiest one",
      [event({ trafficChangeRatio: -0.5, toMs: dayMs(5) + 3_600_000 })],
      plain,
    ],
  ])("events %s", (_, events, loads) => {
    expect(upper({ events })).toEqual(loads);
  });

  test("a change supposed from a day on holds from that day on", () => {
    const supposed = whatIf({ trafficChangeRatio: 0.5, fromMs: dayMs(28) });
    expect(upper({ whatIf: supposed })).toEqual(changed({ 28: 2_640, 29: 2_640 }));
  });

  test("a lost region is served by the others, and is planned for no more", () => {
    const regions = [region("a"), region("b", { load: outlook(flat(800)) }), region("c")];
    const { regions: planned } = plan(regions, { whatIf: whatIf({ lostRegion: "c", fromMs: dayMs(10) }) });
    expect(planned.map((each) => each.region)).toEqual(["a", "b"]);
    expect(planned[0].load[9].median).toBe(1_600);
    expect(planned[0].load[10].median).toBeCloseTo(1_600 + (1_600 * 1_600) / 2_400, 6);
  });

  test("what a lost region of too short a history would leave is not known", () => {
    const { regions } = plan([region("a"), region("c", { load: YOUNG })], {
      whatIf: whatIf({ lostRegion: "c", fromMs: dayMs(2) }),
    });
    expect(regions[0].load).toHaveLength(2);
  });
});

describe("growth", () => {
  const worldOf = (load: Outlook) =>
    planCapacity({
      ...{ nowMs: TODAY_MS, daysAhead: 7, priceOf: () => null, provisioningLeadDays: null, events: [] },
      ...{ whatIf: null, targets: { cpu: 0.8, memory: 0.9, disk: 0.85, connections: 0.85 } },
      basis: { asOfMs: TODAY_MS, demo: false, regions: [], world: { load, users: NOTHING } },
    });

  test("is the last week ahead against the same weekdays before: a week's rhythm is none", () => {
    const weekday = (day: number) => 100 + 50 * (((day % 7) + 7) % 7);
    const rhythm: Outlook = {
      measured: Array.from({ length: 28 }, (_, index) => {
        const peak = weekday(index - 28);
        return { dayMs: dayMs(index - 28), peak, mean: peak / 2 };
      }),
      expected: expected(Array.from({ length: 7 }, (_, day) => weekday(day))),
      lacks: null,
    };
    expect(worldOf(rhythm).traffic?.ratio).toBeCloseTo(0, 9);
  });
  test("has the range of its band, and is not known where a side is not", () => {
    const doubled = worldOf(outlook(flat(200, 7), 100)).traffic;
    expect(doubled?.ratio).toBeCloseTo(1, 9);
    expect(doubled?.low).toBeCloseTo(0.8, 9);
    expect(doubled?.high).toBeCloseTo(1.2, 9);
    expect(worldOf(outlook(flat(200, 6))).traffic).toBeNull(); // a day too few
    expect(worldOf({ ...outlook(flat(200, 7)), measured: [] })).toMatchObject({
      ...{ traffic: null, trafficGap: "insufficient-history", users: null, usersGap: "no-data" },
    });
  });
  test("is told against usual days: an event's week is no measure for the next one", () => {
    const week = { fromMs: dayMs(-7), toMs: dayMs(0) };
    const rhythm: Outlook = {
      measured: Array.from({ length: 28 }, (_, index) => {
        const mean = index < 21 ? 100 : 300;
        return { dayMs: dayMs(index - 28), peak: mean, mean };
      }),
      ...{ expected: expected(flat(200, 7)), lacks: null },
    };
    const basis = {
      ...{ asOfMs: TODAY_MS, demo: false, regions: [] },
      world: { load: rhythm, users: rhythm },
    };
    const ratioWith = (events: readonly KnownEvent[]) =>
      plan([], { basis, daysAhead: 7, events }).traffic?.ratio;
    expect(ratioWith([event(week)])).toBeCloseTo(0, 9);
    expect(ratioWith([])).toBeCloseTo(-2 / 3, 9);
  });
  test("with a known event everywhere is more", () => {
    const all = plan([region("a")], { events: [event({ fromMs: dayMs(0), toMs: dayMs(40) })] });
    expect(all.traffic?.ratio).toBeCloseTo(1, 9);
    expect(all.users?.ratio).toBeCloseTo(1, 9);
  });
});

describe("recommendations", () => {
  const rising = (perDay: number, from = 1_600) =>
    outlook(Array.from({ length: 30 }, (_, day) => from + perDay * day));
  const roomy = { cpu: outlook(flat(0.1)), memory: NOTHING, disk: NOTHING, connections: NOTHING };

  test("what has to be ordered first comes first, and when follows from the lead time", () => {
    const disk = outlook(Array.from({ length: 30 }, (_, day) => 0.7 + 0.005 * day));
    const found = plan([region("a", { load: rising(20), servers: 12, utilization: { ...roomy, disk } })], {
      provisioningLeadDays: 7,
    }).recommendations;
    expect(found).toEqual([
      // 1.1 × (1,600 + 20 × day) > 12 × 160 from day 8 on; on day 29 there are 2,398: 15 servers
      ...[
        {
          kind: "add-servers",
          region: "a",
          servers: 3,
          forLoss: 0,
          deadlineMs: dayMs(8),
          orderByMs: dayMs(1),
        },
      ],
      ...[
        {
          kind: "extend-disk",
          region: "a",
          servers: null,
          forLoss: null,
          deadlineMs: dayMs(15),
          orderByMs: dayMs(8),
        },
      ],
    ]);
    expect(
      plan([region("a", { load: rising(20), servers: 12, utilization: roomy })]).recommendations,
    ).toMatchObject([{ orderByMs: null, deadlineMs: dayMs(8) }]);
  });
  test("far more servers than the worst case needs may be released; a few more are left alone", () => {
    const kinds = (servers: number) =>
      plan([region("a", { servers, utilization: roomy })]).recommendations.map((each) => [
        each.kind,
        each.servers,
      ]);
    expect(kinds(20)).toEqual([["release-servers", 8]]);
    expect(kinds(13)).toEqual([]);
    expect(kinds(12)).toEqual([]);
  });
});

describe("risks", () => {
  test("the loss of the largest region, a resource that is full, a short history, a known event", () => {
    const full = outlook(flat(0.95));
    const { risks } = plan(
      [
        region("a", { servers: 30, load: outlook(flat(3_200)) }),
        region("b", {
          servers: 12,
          utilization: { cpu: full, memory: NOTHING, disk: NOTHING, connections: NOTHING },
        }),
        region("c", { load: YOUNG }),
      ],
      { events: [event(), event({ id: "over", fromMs: dayMs(-9), toMs: dayMs(-8) })] },
    );
    expect(risks).toEqual([
      // in the sale b would have to carry 2 × (1,760 + 3,520): 66 servers; without the loss it lacks ten already
      { kind: "loss-of-region", region: "a", shortServers: 44 },
      { kind: "above-target", region: "b", resource: "cpu", ratio: 0.95 },
      { kind: "known-event", eventId: "e" },
      { kind: "short-history", region: "c", knownDays: 0 },
    ]);
  });
});
