import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  BACKFILL_ENV,
  createBackfillFixture,
  engineSource,
  storedRows,
  sumOf,
  type BackfillFixture,
} from "./backfill.fixture";
import { runBackfillChunk, type BackfillTools } from "./run-backfill-chunk";
import type { Backfill } from "@/lib/domain/backfill";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { compileMapping } from "@/lib/pipeline/ingest/mapping/compile-mapping";
import { createHistoryWriteStore } from "@/lib/pipeline/store/history-write-store";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import { QueryError, type PrometheusQueries, type QueryTime } from "@/lib/platform/prometheus-query";
import { createSecretBox } from "@/lib/platform/secret-box";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 30);
const TOP_MS = Date.UTC(2026, 10, 23, 12, 0, 0);
const EXPRESSIONS = { requests: { query: "requests", companion: null } };
const TRIES = 30;

let fixture: BackfillFixture;
let folder: string;
beforeEach(async () => {
  fixture = await createBackfillFixture(NOW_MS);
  folder = mkdtempSync(path.join(tmpdir(), "hm-chunk-"));
});
afterEach(async () => {
  await fixture.close();
  rmSync(folder, { recursive: true });
});

const windowsOf = (time: QueryTime) =>
  time.kind === "range" ? (time.endMs - time.startMs) / time.stepMs + 1 : 1;

/** An engine that answers 1 a second, and too much for more than `most` windows. */
function narrowEngine(most: number) {
  const asked: number[] = [];
  const queries: PrometheusQueries = {
    async query(_target, _expression, time) {
      asked.push(windowsOf(time));
      if (windowsOf(time) > most) throw new QueryError("too-large", "The answer is larger than 9 bytes.");
      if (time.kind !== "range") return [];
      const points = Array.from({ length: windowsOf(time) }, (_, window) => ({
        timeMs: time.startMs + window * time.stepMs,
        value: 1,
      }));
      return [{ labels: { region: "eu", service: "a" }, points }];
    },
  };
  return { queries, asked };
}

function toolsWith(queries: PrometheusQueries): BackfillTools {
  const { ctx, database } = fixture;
  return {
    history: createHistoryWriteStore(database.pool, createPartitionStore(database.pool)),
    box: createSecretBox(BACKFILL_ENV.authSecret, "backfill-headers"),
    mapping: async () => compileMapping(await ctx.mapping.activeRules(), await ctx.mapping.scope()),
    queriesFor: () => queries,
    elapsedMs: () => performance.now(),
    ahead: { next: null },
  };
}

async function finishWith(tools: () => BackfillTools, id: string): Promise<Backfill> {
  while ((await runBackfillChunk(fixture.ctx, tools())).kind !== "idle");
  return (await fixture.ctx.backfills.find(id))!;
}

const fromEngine = (fromMs: number, toMs = TOP_MS) =>
  fixture.start({ source: engineSource("http://127.0.0.1:1", EXPRESSIONS), fromMs, toMs });
const minuteSum = async () =>
  sumOf((await storedRows(fixture.test, "requests", MINUTE_MS)).filter(({ service }) => service === null));

describe("an engine whose answer is too large", () => {
  test("is asked for half as much until it fits, and for no more afterwards", async () => {
    const { queries, asked } = narrowEngine(50);
    const tools = toolsWith(queries);
    const { id } = await fromEngine(TOP_MS - 12 * HOUR_MS);
    const done = await finishWith(() => tools, id);
    expect(done).toMatchObject({ state: "done", problem: null, skipped: 0 });
    for (const tierMs of [MINUTE_MS, 5 * MINUTE_MS, HOUR_MS, DAY_MS]) {
      const rows = (await storedRows(fixture.test, "requests", tierMs)).filter(
        ({ service }) => service === null,
      );
      expect(sumOf(rows), String(tierMs)).toBe(12 * 3_600);
    }
    expect(asked.filter((windows) => windows > 50)).toEqual([360, 180, 90]);
  });

  test("another worker that goes on with it is exact too, down to one window", async () => {
    const { id } = await fromEngine(TOP_MS - 20 * MINUTE_MS);
    const { queries } = narrowEngine(1);
    // A new worker for each chunk remembers nothing of the one before.
    const done = await finishWith(() => toolsWith(queries), id);
    expect(done).toMatchObject({ state: "done", problem: null, skipped: 0 });
    expect(await minuteSum()).toBe(20 * 60);
    expect(await storedRows(fixture.test, "requests", MINUTE_MS)).toHaveLength(2 * 20);
  });

  test("even for one window ends the import, and says what to do", async () => {
    const { id } = await fromEngine(TOP_MS - HOUR_MS);
    const failed = await finishWith(() => toolsWith(narrowEngine(0).queries), id);
    expect(failed).toMatchObject({
      state: "failed",
      problem: expect.stringMatching(/one window.*aggregate by region and service/i),
    });
  });
});

describe("an import that can read nothing", () => {
  const file = (...lines: string[]) => {
    const at = path.join(folder, "metrics.om");
    writeFileSync(at, [...lines, "# EOF", ""].join("\n"));
    return fixture.start({ source: { kind: "file", path: at } });
  };
  const requests = (timeS: number, value: number) => `http_requests_total{region="eu"} ${value} ${timeS}`;

  test("since its times are milliseconds is refused and says so", async () => {
    const { id } = await file(requests(TOP_MS - MINUTE_MS, 1), requests(TOP_MS, 2));
    const failed = await fixture.finish(id);
    expect(failed).toMatchObject({
      state: "failed",
      problem: expect.stringMatching(/in the future.*seconds/),
    });
  });

  test("since its times are no times of ours is refused by line", async () => {
    const { id } = await file(requests(1, 1), `http_requests_total{region="eu"} 2 1e400`);
    expect(await fixture.finish(id)).toMatchObject({
      ...{ state: "failed", problem: "Line 2: the timestamp is no time in seconds." },
    });
  });

  test("since it is too old is refused and says so", async () => {
    const oldS = (NOW_MS - 6 * 366 * DAY_MS) / 1_000;
    const { id } = await file(requests(oldS, 1), requests(oldS + 60, 2));
    expect(await fixture.finish(id)).toMatchObject({
      state: "failed",
      problem: expect.stringContaining("5 years"),
    });
  });

  test("since no name is mapped fails and says what to do", async () => {
    const { id } = await file(`nobody_knows_this{region="eu"} 1 ${TOP_MS / 1_000 - 600}`);
    expect(await fixture.finish(id)).toMatchObject({
      ...{
        state: "failed",
        points: 0,
        rows: 0,
        problem: expect.stringMatching(/mapped.*Settings, Mappings/),
      },
    });
  });

  test("since its engine has nothing fails and says what to do", async () => {
    const nothing: PrometheusQueries = { query: async () => [] };
    const { id } = await fromEngine(TOP_MS - HOUR_MS);
    expect(await finishWith(() => toolsWith(nothing), id)).toMatchObject({
      ...{ state: "failed", points: 0, problem: expect.stringMatching(/engine answered nothing.*labels/) },
    });
  });

  test("since its span holds no whole window fails and says so", async () => {
    const { id } = await fromEngine(TOP_MS - 20_000);
    expect(await finishWith(() => toolsWith(narrowEngine(1).queries), id)).toMatchObject({
      ...{ state: "failed", problem: expect.stringContaining("no whole window") },
    });
  });
});

describe("tries", () => {
  test("are used up by a worker that is killed while it reads", async () => {
    const { id } = await fromEngine(TOP_MS - HOUR_MS);
    const during: number[] = [];
    const noting: PrometheusQueries = {
      async query(...args) {
        during.push((await fixture.ctx.backfills.find(id))!.failures);
        return narrowEngine(Infinity).queries.query(...args);
      },
    };
    await finishWith(() => toolsWith(noting), id);
    expect(during[0]).toBe(1); // what a killed worker leaves behind
    expect((await fixture.ctx.backfills.find(id))!.failures).toBe(0);
  });

  test("that are all used up end the import before anything is read", async () => {
    const { id } = await fromEngine(TOP_MS - HOUR_MS);
    await fixture.test.pool.query("update backfill set failures = $1", [TRIES]);
    const { queries, asked } = narrowEngine(Infinity);
    expect(await finishWith(() => toolsWith(queries), id)).toMatchObject({
      ...{ state: "failed", problem: expect.stringMatching(/30 times.*too large/) },
    });
    expect(asked).toEqual([]);
  });
});
