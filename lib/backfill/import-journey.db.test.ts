import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createBackfillFixture,
  engineSource,
  startFakeEngine,
  storedRows,
  sumOf,
  type BackfillFixture,
  type FakeEngine,
} from "./backfill.fixture";
import { cancelBackfill } from "./cancel-backfill";
import { listBackfills } from "./list-backfills";
import { sweepUploads } from "./sweep-uploads";
import type { Ctx } from "@/lib/context";
import { DAY_MS, HOUR_MS, MINUTE_MS, WINDOW_MS } from "@/lib/domain/window";
import { CellRegistry } from "@/lib/pipeline/aggregate/fold/cells";
import { PendingWindows } from "@/lib/pipeline/aggregate/fold/pending-windows";
import { createFlushStore, ROLLUP_LOCK } from "@/lib/pipeline/store/flush-store";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import { ROLE_SCOPES } from "@/lib/platform/actor";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 30);
const TOP_MS = Date.UTC(2026, 10, 23, 12, 0, 0);
const EXPRESSIONS = { requests: { query: "requests", companion: null } };

let fixture: BackfillFixture;
let engine: FakeEngine;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "hm-import-"));
  fixture = await createBackfillFixture(NOW_MS);
  engine = await startFakeEngine(() => [{ labels: { region: "eu", service: "a" }, valueAt: () => 1 }]);
});
afterEach(async () => {
  await engine.close();
  await fixture.close();
  rmSync(folder, { recursive: true });
});

const source = () => engineSource(engine.url, EXPRESSIONS);
const regionSum = async (tierMs: number) =>
  sumOf((await storedRows(fixture.test, "requests", tierMs)).filter((row) => row.service === null));
const TIER_MS = [MINUTE_MS, 5 * MINUTE_MS, HOUR_MS, DAY_MS];

/** Live gains of one counter, as the ingester's flush stores them. */
async function flushLive(windowsMs: readonly number[], sum: number): Promise<void> {
  await fixture.test.pool.query(
    "insert into ingester (id, epoch) values ('i', 1) on conflict (id) do nothing",
  );
  const { rows } = await fixture.test.pool.query<{ n: string }>("select flush_number + 1 as n from ingester");
  const registry = new CellRegistry();
  const pending = new PendingWindows();
  const cell = registry.get("requests", "eu", "a");
  for (const windowMs of windowsMs) pending.at(windowMs).add(cell.index, sum, 1);
  await createFlushStore(fixture.test.pool, createPartitionStore(fixture.test.pool)).flush({
    ...{
      ingesterId: "i",
      epoch: 1,
      number: Number(rows[0].n),
      position: Number(rows[0].n),
      sweptToMs: NOW_MS,
      atMs: NOW_MS,
    },
    ...{
      gain: { windows: pending.take(), unmapped: [], signals: [] },
      cells: registry.cells,
      digests: Buffer.alloc(0),
    },
    ...{ senders: [], rejections: [], checkpoint: null },
  });
}

describe("history and live data", () => {
  test("a window that is live stays as it is; the others are filled, and coarse rows hold both once", async () => {
    const liveFromMs = TOP_MS - 10 * MINUTE_MS - 2 * WINDOW_MS; // live data began inside a minute
    const live = Array.from({ length: 20 }, (_, i) => liveFromMs + i * WINDOW_MS);
    await flushLive(live, 1_000);
    const { id } = await fixture.start({ source: source(), fromMs: TOP_MS - 2 * HOUR_MS, toMs: TOP_MS });
    const done = await fixture.finish(id);
    expect(done.skipped).toBe(4); // the minutes that the 20 windows touch
    for (const tierMs of TIER_MS)
      expect(await regionSum(tierMs), String(tierMs)).toBe(20_000 + (120 - 4) * 60);
  });

  test("samples that come late into a window that history has filled are left out, others count", async () => {
    const { id } = await fixture.start({ source: source(), fromMs: TOP_MS - HOUR_MS, toMs: TOP_MS });
    await fixture.finish(id);
    await flushLive([TOP_MS - 30 * MINUTE_MS, TOP_MS - WINDOW_MS, TOP_MS, TOP_MS + WINDOW_MS], 1_000);
    for (const tierMs of TIER_MS) expect(await regionSum(tierMs), String(tierMs)).toBe(3_600 + 2_000);
  });

  test("however old, a chunk waits for a flush that packs the same block", async () => {
    const { id } = await fixture.start({
      ...{ source: source(), fromMs: TOP_MS - 10 * DAY_MS, toMs: TOP_MS - 9 * DAY_MS, stepMs: HOUR_MS },
    });
    await fixture.chunk(); // begins
    const client = await fixture.test.pool.connect();
    try {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock($1)", [ROLLUP_LOCK]);
      let written = false;
      const chunk = fixture.chunk().then(() => (written = true));
      await expect
        .poll(async () => {
          const { rows } = await fixture.test.pool.query<{ n: number }>(
            "select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted and objid = $1",
            [ROLLUP_LOCK],
          );
          return rows[0].n;
        })
        .toBe(1);
      expect(written).toBe(false);
      await client.query("commit");
      await chunk;
    } finally {
      client.release();
    }
    await fixture.finish(id);
    expect(await regionSum(HOUR_MS)).toBeGreaterThan(0);
  });

  test("while live data flows, whatever comes first, every window counts once", async () => {
    const { id } = await fixture.start({ source: source(), fromMs: TOP_MS - 20 * HOUR_MS, toMs: TOP_MS });
    const live: Promise<void>[] = [];
    for (let i = 0; (await fixture.chunk()).kind !== "idle"; i++) {
      await Promise.all(live.splice(0));
      live.push(flushLive([TOP_MS - 19 * HOUR_MS + i * WINDOW_MS, TOP_MS + i * WINDOW_MS], 1_000));
    }
    await Promise.all(live);
    expect((await fixture.ctx.backfills.find(id))!.state).toBe("done");
    const minutes = (await storedRows(fixture.test, "requests", MINUTE_MS)).filter(
      (row) => row.service === null,
    );
    for (const { window_ms: at, sum } of minutes)
      expect([at, sum % 1_000 === 0 ? "live" : sum]).toEqual([at, sum === 60 ? 60 : "live"]);
    const all = sumOf(minutes);
    for (const tierMs of TIER_MS) expect(await regionSum(tierMs), String(tierMs)).toBe(all);
  });
});

describe("an OpenMetrics file", () => {
  const write = (lines: readonly string[]) => {
    const file = path.join(folder, "metrics.om");
    writeFileSync(file, [...lines, "# EOF", ""].join("\n"));
    return { kind: "file" as const, path: file };
  };
  const startMs = TOP_MS - 3 * HOUR_MS;
  const at = (minute: number) => (startMs + minute * MINUTE_MS) / 1_000;

  test("gives exact totals in every tier, through the mapping, resets and all", async () => {
    const lines = ["# TYPE http_requests counter"];
    let expected = 0;
    for (const service of ["a", "b"])
      for (const code of ["200", "500"]) {
        let value = 0;
        for (let minute = 0; minute < 150; minute++) {
          const increase = (minute * 7 + service.charCodeAt(0) + Number(code)) % 97;
          value = minute === 70 ? increase : value + increase; // it restarted once
          if (minute > 0) expected += increase;
          lines.push(
            `http_requests_total{region="eu",service="${service}",code="${code}"} ${value} ${at(minute)}`,
          );
        }
      }
    lines.push("# TYPE cpu_usage_ratio gauge");
    for (let minute = 0; minute < 150; minute++)
      lines.push(
        `cpu_usage_ratio{region="eu",service="a",instance="1"} ${minute % 2 === 0 ? 0.25 : 0.75} ${at(minute)}`,
      );
    const done = await fixture.finish((await fixture.start({ source: write(lines) })).id);
    expect(done).toMatchObject({
      state: "done",
      problem: null,
      span: { fromMs: startMs, stepMs: MINUTE_MS },
    });
    for (const tierMs of TIER_MS) expect(await regionSum(tierMs), String(tierMs)).toBe(expected);
    const errors = await storedRows(fixture.test, "errors", DAY_MS);
    expect(errors.length).toBeGreaterThan(0);
    const cpu = (await storedRows(fixture.test, "cpu", DAY_MS)).find((row) => row.service === "a")!;
    expect([cpu.sum / cpu.count, cpu.count, cpu.min, cpu.max]).toEqual([0.5, 150, 0.25, 0.75]);
  });

  test("keeps the counts of its histograms", async () => {
    const lines = ["# TYPE http_request_duration_seconds histogram"];
    for (const [name, perMinute] of [
      ['bucket{region="eu",service="a",le="0.1"}', 6],
      ['bucket{region="eu",service="a",le="+Inf"}', 10],
      ['count{region="eu",service="a"}', 10],
      ['sum{region="eu",service="a"}', 2],
    ] as const)
      for (let minute = 0; minute < 60; minute++)
        lines.push(`http_request_duration_seconds_${name} ${minute * perMinute} ${at(minute)}`);
    await fixture.finish((await fixture.start({ source: write(lines) })).id);
    for (const tierMs of TIER_MS) {
      const rows = (await storedRows(fixture.test, "latency", tierMs)).filter((row) => row.service === "a");
      expect([sumOf(rows, "count"), sumOf(rows)], String(tierMs)).toEqual([59 * 10, 59 * 2_000]);
    }
  });

  test("that is bad is refused by line before anything is written", async () => {
    const lines = Array.from(
      { length: 50 },
      (_, minute) => `http_requests_total{region="eu"} ${minute} ${at(minute)}`,
    );
    lines[40] = 'http_requests_total{region="eu} 1 1';
    const failed = await fixture.finish((await fixture.start({ source: write(lines) })).id);
    expect(failed).toMatchObject({ state: "failed", problem: "Line 41: the labels do not end.", rows: 0 });
    expect(await storedRows(fixture.test, "requests", MINUTE_MS)).toEqual([]);
  });

  test("that is not there fails, and says so", async () => {
    const missing = { kind: "file" as const, path: path.join(folder, "gone.om") };
    const failed = await fixture.finish((await fixture.start({ source: missing })).id);
    expect(failed).toMatchObject({ state: "failed", problem: "The file cannot be read: is it still there?" });
  });
});

describe("files that were uploaded", () => {
  const nextDay = () => ({ ...fixture.ctx, clock: { nowMs: () => Date.now() + 2 * DAY_MS } });
  const named = (digit: string) => `${digit.repeat(8)}-1111-4111-8111-111111111111.om`;
  const upload = (name: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, 'http_requests_total{region="eu"} 1 1\n# EOF\n');
    return file;
  };

  test("stay until their import is over, and a day where none is started", async () => {
    const imported = upload(named("a"));
    upload(named("b"));
    upload(`${named("c")}.part`);
    const { id } = await fixture.start({ source: { kind: "file", path: imported } });
    expect(await sweepUploads(fixture.ctx, folder)).toBe(0);
    expect(await sweepUploads(nextDay(), folder)).toBe(2);
    expect(readdirSync(folder)).toEqual([named("a")]);
    await fixture.finish(id);
    expect(await sweepUploads(fixture.ctx, folder)).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a file that somebody put there stays, imported or not", async () => {
    const own = upload("metrics.om");
    upload("other.om.part");
    const { id } = await fixture.start({ source: { kind: "file", path: own } });
    await fixture.finish(id);
    expect(await sweepUploads(nextDay(), folder)).toBe(0);
    expect(readdirSync(folder)).toEqual(["metrics.om", "other.om.part"]);
  });

  test("one is kept for its import though another process calls the folder otherwise", async () => {
    const file = upload(named("a"));
    await fixture.start({ source: { kind: "file", path: path.join("/elsewhere", path.basename(file)) } });
    expect(await sweepUploads(nextDay(), folder)).toBe(0);
  });

  test("a folder that never was is empty; one that cannot be read is a failure", async () => {
    expect(await sweepUploads(fixture.ctx, path.join(folder, "none"))).toBe(0);
    await expect(sweepUploads(fixture.ctx, upload("no-folder"))).rejects.toThrow(/ENOTDIR/);
  });
});

describe("an import", () => {
  test("that fails by a fault of ours says so, and the next one goes on", async () => {
    const engineImport = { source: source(), fromMs: TOP_MS - HOUR_MS, toMs: TOP_MS };
    const broken = await fixture.start({ ...engineImport, headers: { "X-A": "b" } });
    // It is the older one, and so the first.
    await fixture.test.pool.query(
      `update backfill set headers = 'sealed by nobody', "createdAt" = "createdAt" - interval '1 min' where id = $1`,
      [broken.id],
    );
    const other = await fixture.start(engineImport);
    const faults: unknown[] = [];
    for (let i = 0; i < 20 && (await fixture.ctx.backfills.find(other.id))!.state !== "done"; i++) {
      const result = await fixture.chunk();
      if (result.kind === "more" && result.fault !== null) faults.push(result.fault);
    }
    expect((await fixture.ctx.backfills.find(other.id))!.state).toBe("done");
    expect(await fixture.ctx.backfills.find(broken.id)).toMatchObject({
      ...{ state: "running", problem: expect.stringContaining("inside this product") },
    });
    expect(faults.length).toBeGreaterThan(0);
  });

  test("is cancelled for good; what was written stays, and cancelling twice is a conflict", async () => {
    const { id } = await fixture.start({ source: source(), fromMs: TOP_MS - 3 * DAY_MS, toMs: TOP_MS });
    for (let i = 0; i < 4; i++) await fixture.chunk();
    const written = await regionSum(MINUTE_MS);
    expect(written).toBeGreaterThan(0);
    expect((await cancelBackfill(fixture.ctx, { id })).state).toBe("cancelled");
    expect(await fixture.chunk()).toEqual({ kind: "idle" });
    expect(await regionSum(MINUTE_MS)).toBe(written);
    await expect(cancelBackfill(fixture.ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    await expect(cancelBackfill(fixture.ctx, { id: "no" })).rejects.toMatchObject({ code: "not-found" });
  });

  test("waits for an engine that is away, and gives up on one that refuses", async () => {
    const { id } = await fixture.start({ source: source(), fromMs: TOP_MS - HOUR_MS, toMs: TOP_MS });
    await fixture.chunk();
    engine.down = true;
    expect(await fixture.chunk()).toEqual({ kind: "more", afterMs: 1_000, fault: null });
    expect(await fixture.chunk()).toEqual({ kind: "more", afterMs: 2_000, fault: null });
    expect(await fixture.ctx.backfills.find(id)).toMatchObject({
      state: "running",
      failures: 2,
      problem: "It answers 503.",
    });
    engine.down = false;
    expect(await fixture.finish(id)).toMatchObject({ state: "done", failures: 0, problem: null });
    expect(await regionSum(DAY_MS)).toBe(3_600);
  });

  test("is for those who may", async () => {
    const as = (role: "executive" | "sre"): Ctx => ({
      ...fixture.ctx,
      actor: { kind: "user", id: "u", name: "U", role, scopes: ROLE_SCOPES[role] },
    });
    await expect(cancelBackfill(as("sre"), { id: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listBackfills(as("executive"))).rejects.toMatchObject({ code: "forbidden" });
    expect(await listBackfills(as("sre"))).toEqual([]);
  });

  test.each([
    [{ fromMs: null }, "/from"],
    [{ fromMs: TOP_MS, toMs: TOP_MS - 1 }, "/from"],
    [{ fromMs: TOP_MS, toMs: NOW_MS + 1 }, "/to"],
    [{ fromMs: 0 }, "/from"],
    [{ fromMs: TOP_MS, stepMs: 1_000 }, "/step_seconds"],
  ])("with %j is refused by field", async (input, pointer) => {
    await expect(fixture.start({ source: source(), ...input })).rejects.toMatchObject({
      code: "bad-request",
      errors: [{ pointer }],
    });
  });

  test("from inside this server's own network is refused unless allowed", async () => {
    const inner = engineSource("http://10.0.0.1:9090", EXPRESSIONS);
    await expect(fixture.start({ source: inner, fromMs: TOP_MS - HOUR_MS })).rejects.toMatchObject({
      errors: [{ pointer: "/url" }],
    });
  });

  test("marks what it writes as demo data only where it is the demo's", async () => {
    await fixture.finish((await fixture.start({ source: source(), fromMs: TOP_MS - HOUR_MS })).id);
    const { rows } = await fixture.test.pool.query("select demo from signal");
    expect(rows).toEqual([{ demo: false }]);
  });
});
