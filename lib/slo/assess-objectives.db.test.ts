import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { BURN_SPANS_MS } from "@/lib/domain/burn-rate";
import type { ObjectiveKind } from "@/lib/domain/objective";
import type { ObjectiveAssessment, ObjectiveStanding } from "@/lib/domain/objective-standing";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { insertRollups, insertSignals, type TestRollup } from "@/lib/testing/insert-rollups";
import { listenLive } from "@/lib/testing/live-listener";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { assessObjectives } from "./assess-objectives";
import { listObjectives } from "./list-objectives";
import { STANDING_KEEP_MS } from "./standing-store";

/** Not on the hour, so that every tier takes part. */
const AS_OF_MS = Date.UTC(2026, 10, 28, 13, 37, 40);
const MONTH_MS = 30 * DAY_MS;

/** When requests came, how many failed, and how many took about 50, 120 and 300 ms. */
interface Moment {
  readonly ageMs: number;
  readonly failed: number;
  readonly latencies: readonly [quick: number, slow: number, slowest: number];
}
const moment = (ageMs: number, failed: number, ...latencies: [number, number, number]): Moment => ({
  ageMs,
  failed,
  latencies,
});
const PLACES: readonly { region: string; service: string; moments: readonly Moment[] }[] = [
  {
    region: "eu",
    service: "shop",
    moments: [
      moment(MINUTE_MS, 40, 700, 200, 100),
      moment(20 * MINUTE_MS, 30, 800, 150, 50),
      moment(50 * MINUTE_MS, 2, 950, 40, 10),
      moment(100 * MINUTE_MS, 1, 990, 8, 2),
      moment(4 * HOUR_MS, 0, 1_000, 0, 0),
      moment(20 * HOUR_MS, 3, 4_000, 900, 100),
      moment(60 * HOUR_MS, 5, 9_000, 500, 500),
      moment(10 * DAY_MS, 0, 30_000, 1_000, 0),
      moment(40 * DAY_MS, 5_000, 0, 0, 5_000),
    ],
  },
  {
    region: "us",
    service: "shop",
    moments: [moment(MINUTE_MS, 0, 5_000, 10, 0), moment(10 * DAY_MS, 20, 100_000, 2_000, 500)],
  },
  {
    region: "us",
    service: "chat",
    moments: [moment(MINUTE_MS, 0, 2_000, 0, 0), moment(3 * HOUR_MS, 0, 2_000, 20, 0)],
  },
];

const requestsOf = ({ latencies }: Moment) => latencies.reduce((sum, count) => sum + count, 0);
function histogramOf({ latencies }: Moment): Uint8Array {
  const histogram = Histogram.empty();
  [50, 120, 300].forEach((ms, index) => {
    const exponential = {
      scale: 5,
      offset: Math.ceil(Math.log2(ms) * 32) - 1,
      counts: [latencies[index]],
      zeroCount: 0,
    };
    histogram.addPoint({ count: latencies[index], sum: 0, explicit: null, exponential }, 1);
  });
  return histogram.encode();
}
function rollups(): TestRollup[] {
  return PLACES.flatMap(({ region, service, moments }) =>
    [service, null].flatMap((name) =>
      moments.flatMap((each) => {
        const at = { region, service: name, windowMs: AS_OF_MS - each.ageMs };
        return [
          { ...at, metric: "requests", sum: requestsOf(each) },
          { ...at, metric: "errors", sum: each.failed },
          { ...at, metric: "latency", sum: 0, count: requestsOf(each), histogram: histogramOf(each) },
        ] as const;
      }),
    ),
  );
}

let testDatabase: TestDatabase;
let database: Database;
let ctx: Ctx;
let assessment: ObjectiveAssessment;
let told: string[];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  ctx = bindCtx({ database, actor: systemActor("test"), clock: fixedClock(AS_OF_MS + 5_000), demo: false });
  await insertRollups(testDatabase.pool, rollups());
  const sent = PLACES.flatMap(({ region, service }) =>
    (["requests", "errors", "latency"] as const).map((metric) => ({
      ...{ metric, region, service, newestSampleMs: AS_OF_MS - 1_000, demo: region === "us" },
    })),
  );
  await insertSignals(testDatabase.pool, sent);
  await ctx.objectives.ensureDefaults();
  const own = { kind: "latency-p95", region: "eu", service: "shop", target: 200, windowDays: 7 } as const;
  await ctx.objectives.create(own);
  const listener = await listenLive(testDatabase.url);
  assessment = await assessObjectives(ctx, { asOfMs: AS_OF_MS });
  told = await listener.topics();
  await listener.end();
}, 60_000);
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

/** The share of bad requests by plain arithmetic over what was inserted. */
function badRatio(
  isThere: (place: { region: string; service: string }) => boolean,
  spanMs: number,
  bad: (each: Moment) => number,
): number | null {
  const within = PLACES.filter(isThere).flatMap(({ moments }) =>
    moments.filter(({ ageMs }) => ageMs <= spanMs),
  );
  const all = within.reduce((sum, each) => sum + requestsOf(each), 0);
  return all === 0 ? null : within.reduce((sum, each) => sum + bad(each), 0) / all;
}
async function standing(
  kind: ObjectiveKind,
  region: string | null,
  service: string | null,
): Promise<ObjectiveStanding> {
  const all = await ctx.objectives.all();
  const found = assessment.standings.filter((each) => {
    const objective = all.find(({ id }) => id === each.objectiveId);
    return objective?.kind === kind && each.region === region && each.service === service;
  });
  expect(found).toHaveLength(1);
  return found[0];
}

const WORLD = () => true;
const EU = ({ region }: { region: string }) => region === "eu";
const SHOP = ({ service }: { service: string }) => service === "shop";
const EU_SHOP = (place: { region: string; service: string }) => EU(place) && SHOP(place);

describe("exactly what was inserted", () => {
  test.each([
    ["availability", "the world", WORLD, null, null, 0.0001, MONTH_MS, ({ failed }: Moment) => failed],
    ["availability", "a region", EU, "eu", null, 0.0001, MONTH_MS, ({ failed }: Moment) => failed],
    ["error-ratio", "a service", SHOP, null, "shop", 0.001, MONTH_MS, ({ failed }: Moment) => failed],
    ["latency-p99", "the world", WORLD, null, null, 0.01, MONTH_MS, (each: Moment) => each.latencies[2]],
    ["latency-p99", "a service", SHOP, null, "shop", 0.01, MONTH_MS, (each: Moment) => each.latencies[2]],
    [
      "latency-p95",
      "a region",
      EU,
      "eu",
      null,
      0.05,
      MONTH_MS,
      (each: Moment) => each.latencies[1] + each.latencies[2],
    ],
    [
      "latency-p95",
      "its own scope",
      EU_SHOP,
      "eu",
      "shop",
      0.05,
      7 * DAY_MS,
      (each: Moment) => each.latencies[2],
    ],
  ] as const)("%s of %s", async (kind, _place, isThere, region, service, allowed, windowMs, bad) => {
    const { burns, badRatio: ratio, budget } = await standing(kind, region, service);
    expect(burns.map(({ spanMs }) => spanMs)).toEqual(BURN_SPANS_MS);
    for (const { spanMs, burn } of burns)
      expect(burn, `over ${spanMs} ms`).toBeCloseTo(badRatio(isThere, spanMs, bad)! / allowed, 6);
    const whole = badRatio(isThere, windowMs, bad)!;
    expect(ratio).toBeCloseTo(whole, 9);
    expect(budget?.allowedRatio).toBeCloseTo(allowed, 9);
    expect(budget?.remainingRatio).toBeCloseTo(1 - whole / allowed, 6);
  });

  test("what is younger than the window counts the time before it as unspent", async () => {
    const chat = await standing("latency-p95", null, "chat");
    expect(chat.coveredMs).toBe(3 * HOUR_MS);
    const spent = (20 / 4_020 / 0.05) * (3 / 720);
    expect(chat.budget?.spentRatio).toBeCloseTo(spent, 9);
    expect(chat.budget?.outageMinutesLeft).toBeCloseTo((1 - spent) * 0.05 * 30 * 1_440, 6);
    expect((await standing("latency-p95", null, "shop")).coveredMs).toBe(MONTH_MS); // there was data 40 days ago
  });
});

test("the state, what fires, and when the budget ends", async () => {
  const eu = await standing("availability", "eu", null);
  const failed = ({ failed: count }: Moment) => count;
  expect(eu.state).toBe("fast-burn");
  const expected = [
    [14.4, HOUR_MS, 5 * MINUTE_MS],
    [6, 6 * HOUR_MS, 30 * MINUTE_MS],
    [3, DAY_MS, 2 * HOUR_MS],
    [1, 3 * DAY_MS, 6 * HOUR_MS],
  ].filter(([burn, ...spans]) => spans.every((ms) => badRatio(EU, ms, failed)! / 0.0001 >= burn));
  expect(expected.length).toBeGreaterThan(1);
  expect(eu.firing.map(({ threshold, longMs, shortMs }) => [threshold, longMs, shortMs])).toEqual(expected);
  expect(eu.exhaustionMs).toBe(0); // 81 of 50,000 failed, five may
  const own = await standing("latency-p95", "eu", "shop");
  const hourBurn = badRatio(EU_SHOP, HOUR_MS, (each) => each.latencies[2])! / 0.05;
  expect(own.exhaustionMs! / ((own.budget!.remainingRatio * 7 * DAY_MS) / hourBurn)).toBeCloseTo(1, 6);
  expect((await standing("error-ratio", null, "chat")).exhaustionMs).toBeNull();
});

test("each objective in its own scope; those for everything also by region and by service", () => {
  const places = assessment.standings.map(({ region, service }) => `${region ?? "*"}/${service ?? "*"}`);
  const everything = ["*/*", "*/chat", "*/shop", "eu/*", "us/*"];
  expect(places.sort()).toEqual(
    [...everything, ...everything, ...everything, ...everything, "eu/shop"].sort(),
  );
});

describe("what is kept", () => {
  test("the newest is listed with the objectives; it is told", async () => {
    const { objectives, asOfMs, demo } = await listObjectives(ctx);
    expect([asOfMs, demo]).toEqual([AS_OF_MS, true]);
    const availability = objectives.find(({ kind }) => kind === "availability")!;
    expect(availability.standing).toMatchObject({ region: null, service: null });
    expect(availability.parts.map(({ region, service }) => region ?? service)).toEqual([
      "eu",
      "us",
      "chat",
      "shop",
    ]);
    const stored = availability.standing!.burns[0].burn!;
    const computed = assessment.standings.find(({ objectiveId }) => objectiveId === availability.id)!;
    expect(stored / computed.burns[0].burn!).toBeCloseTo(1, 8);
    expect(told).toEqual(["objective"]);
  });

  test.each([
    [{ region: "eu", service: null }, ["eu/*", "eu/*", "eu/*", "eu/*", "eu/shop"]],
    [{ region: null, service: "shop" }, ["*/shop", "*/shop", "*/shop", "*/shop", "eu/shop"]],
    [
      { region: "us", service: "chat" },
      ["*/chat", "*/chat", "*/chat", "*/chat", "us/*", "us/*", "us/*", "us/*"],
    ],
  ])("of a place what is judged there: %o", async (place, expected) => {
    const { objectives } = await listObjectives(ctx, place);
    const judged = objectives.flatMap((each): Pick<ObjectiveStanding, "region" | "service">[] =>
      each.builtIn ? [...each.parts] : [each, ...each.parts],
    );
    expect(judged.map((each) => `${each.region ?? "*"}/${each.service ?? "*"}`).sort()).toEqual(expected);
    const unseen = { ...place, region: "atlantis" };
    await expect(listObjectives(ctx, unseen)).rejects.toMatchObject({ errors: [{ pointer: "region" }] });
  });

  test("an objective that changed since is not called by its former standing", async () => {
    const { objectives } = await listObjectives(ctx);
    const { id, version, kind, region, service, windowDays } = objectives[0];
    await ctx.objectives.update(id, version, { kind, region, service, windowDays, target: 0.99 });
    const changed = (await listObjectives(ctx)).objectives.find((each) => each.id === id)!;
    expect(changed).toMatchObject({ target: 0.99, standing: null, parts: [] });
    await assessObjectives(ctx, { asOfMs: AS_OF_MS });
    const again = (await listObjectives(ctx)).objectives.find((each) => each.id === id)!;
    expect(again.standing).not.toBeNull();
    expect((await testDatabase.pool.query("select * from objective_standing")).rows).toHaveLength(1);
  });

  test("for forty days", async () => {
    await ctx.standings.save({ asOfMs: AS_OF_MS - STANDING_KEEP_MS - 1, demo: false, standings: [] });
    expect(await ctx.standings.deleteBefore(AS_OF_MS - STANDING_KEEP_MS)).toBe(1);
    expect((await ctx.standings.latest())?.asOfMs).toBe(AS_OF_MS);
  });
});

test("without any telemetry every objective is unknown, and none is called met", async () => {
  const empty = await createTestDatabase();
  const nothing = createDatabase(empty.url);
  try {
    const lonely = bindCtx({ database: nothing, actor: systemActor("test"), clock: ctx.clock, demo: false });
    await lonely.objectives.ensureDefaults();
    const { standings } = await assessObjectives(lonely, { asOfMs: AS_OF_MS });
    expect(standings).toHaveLength(4);
    for (const each of standings)
      expect(each).toMatchObject({
        state: "unknown",
        badRatio: null,
        budget: null,
        exhaustionMs: null,
        firing: [],
      });
  } finally {
    await closeDatabase(nothing);
    await empty.drop();
  }
});
