import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROLE_SCOPES } from "@/lib/platform/actor";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { assessPredictions } from "./assess-predictions";
import { cancelReplay } from "./cancel-replay";
import { ensureReplay } from "./ensure-replay";
import { createPredictionFixture, plainModel, STEP_MS, type PredictionFixture } from "./predictions.fixture";
import { listPredictions } from "./list-predictions";
import { readReplayProgress } from "./read-prediction-record";
import { replayPredictions } from "./replay-predictions";

const START_MS = Date.UTC(2026, 10, 20);
const DAYS = 4;
const LIVE_MS = START_MS + DAYS * DAY_MS;
const STEPS = (DAYS * DAY_MS) / STEP_MS;
const KILLED = path.join(import.meta.dirname, "replay-until-killed.fixture.ts");
/** Moments after the process' first part; which of its writes they hit differs each time. */
const KILL_AFTER_MS = [0, 40, 150];

const model = plainModel();
let fixture: PredictionFixture;
beforeEach(async () => {
  fixture = await createPredictionFixture(LIVE_MS);
});
afterEach(() => fixture.close());

const CART = { metric: "memory", region: "eu", service: "cart" } as const;
/** Waves that cross now and then; the two rise and fall apart. */
const wave = (at: number, phase: number) =>
  0.45 + 0.35 * Math.sin(at / 17 + phase) + 0.1 * Math.sin(at / 3.1);
const history = (steps: number, phase = 0) => Array.from({ length: steps }, (_, at) => wave(at, phase));

async function storeHistory(of: PredictionFixture, steps = STEPS): Promise<void> {
  await of.store("cpu", "eu", START_MS, history(steps));
  await of.store("disk", "eu", START_MS, history(steps, 2));
  await of.storeService(CART, START_MS, history(steps, 1));
}

async function begin(of: PredictionFixture): Promise<void> {
  await assessPredictions(of.ctx, model, { asOfMs: LIVE_MS });
  await ensureReplay(of.ctx);
}

async function toTheEnd(of: PredictionFixture): Promise<void> {
  while ((await replayPredictions(of.ctx, model)).kind !== "idle");
}

async function runLive(asOfMs: number): Promise<void> {
  fixture.clock.set(asOfMs);
  await assessPredictions(fixture.ctx, model, { asOfMs });
}

/** All that a replay made, without its ids. */
async function made(of: PredictionFixture, beforeMs = Infinity) {
  const ms = Math.min(beforeMs, LIVE_MS + DAY_MS);
  const predictions = await of.rows(
    `select p.kind, p.service, p."openedMs", p."horizonMs", p.confidence, p.probabilities, p."closedMs", p.ending, p.outcome, p."breachMs",
       p.description, p.actions, c.kind as cause
     from prediction p left join prediction c on c.id = p."causeId" where p.replayed and p."openedMs" <= $1
     order by p."openedMs", p.kind`,
    [ms],
  );
  const breaches = await of.rows(
    `select b.kind, b."onsetMs", p."openedMs" from prediction_breach b left join prediction p on p.id = b."predictionId"
     where b.replayed and b."onsetMs" + 600000 <= $1 order by 1, 2`,
    [ms],
  );
  const assessments = await of.rows(
    `select kind, "assessedMs", raw30m, raw1h, raw4h, raw24h, calibrated1h, "crossed30m", "crossed1h", "crossed4h", "crossed24h"
     from prediction_assessment where replayed and "assessedMs" <= $1 order by 1, 2`,
    [ms],
  );
  return { predictions, breaches, assessments };
}

describe("the first run has stored history replayed", () => {
  test("from its beginning to where live predictions begin: hits, false ones and missed breaches, none of it live's", async () => {
    await storeHistory(fixture);
    await begin(fixture);
    expect(await readReplayProgress(fixture.ctx)).toMatchObject({
      replay: { state: "running", fromMs: START_MS, toMs: LIVE_MS, cursorMs: START_MS },
    });
    await toTheEnd(fixture);
    const { replay } = await readReplayProgress(fixture.ctx);
    expect(replay).toMatchObject({ state: "done", cursorMs: LIVE_MS, failures: 0, problem: null });
    const { predictions, breaches, assessments } = await made(fixture);
    const outcomes = (predictions as { outcome: string | null }[]).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "hit").length).toBeGreaterThan(5);
    expect(breaches.length).toBeGreaterThan(10);
    expect(new Set((predictions as { service: string | null }[]).map(({ service }) => service))).toEqual(
      new Set([null, "cart"]),
    );
    expect(assessments.length).toBeGreaterThan(DAYS * 50);
    const undecided = await fixture.rows(
      `select 1 from prediction_assessment where replayed and "crossed1h" is null and "assessedMs" < ${LIVE_MS - 2 * HOUR_MS}`,
    );
    expect(undecided).toEqual([]);
    expect(
      await fixture.rows(`select 1 from prediction_assessment where replayed and "assessedMs" > ${LIVE_MS}`),
    ).toEqual([]);
    await ensureReplay(fixture.ctx); // once is enough
    expect((await readReplayProgress(fixture.ctx)).replay?.id).toBe(replay?.id);
  });

  test("what is open at the end goes over to the present, once for each series", async () => {
    await fixture.store("cpu", "eu", START_MS, [
      ...history(STEPS - 6),
      ...Array.from({ length: 6 }, () => 0.5),
    ]);
    await begin(fixture); // opens a live one of its own
    await toTheEnd(fixture);
    const open = await fixture.rows(`select replayed from prediction where "closedMs" is null`);
    expect(open).toEqual([{ replayed: false }]);
    expect(await fixture.rows(`select 1 from prediction where replayed and "resolvedMs" is null`)).toEqual(
      [],
    );
  });

  test("what the present has foretold and judged meanwhile is not counted a second time", async () => {
    await fixture.store("cpu", "eu", START_MS, [
      ...history(STEPS - 6),
      ...Array.from({ length: 6 }, () => 0.5),
    ]);
    await begin(fixture); // opens a live one of its own
    await fixture.store("cpu", "eu", LIVE_MS, [0.9, 0.9, 0.1]);
    await runLive(LIVE_MS + 2 * STEP_MS);
    await toTheEnd(fixture);
    await runLive(LIVE_MS + 3 * STEP_MS);
    expect(
      await fixture.rows(`select replayed, outcome from prediction where "breachMs" = ${LIVE_MS}`),
    ).toEqual([{ replayed: false, outcome: "hit" }]);
  });

  test("one that was withdrawn before is judged all the same, although the present has another one", async () => {
    const withdrawn = [0.1, 0.5, 0.5, 0.5, ...Array.from({ length: 11 }, () => 0.1), 0.5];
    await fixture.store("cpu", "eu", START_MS, [...history(STEPS - withdrawn.length), ...withdrawn]);
    await begin(fixture);
    await toTheEnd(fixture);
    await fixture.store("cpu", "eu", LIVE_MS, [0.5]);
    await runLive(LIVE_MS + STEP_MS);
    expect(
      await fixture.rows(
        `select replayed, ending, outcome from prediction where "openedMs" >= ${LIVE_MS - HOUR_MS} order by "openedMs"`,
      ),
    ).toEqual([
      { replayed: true, ending: "withdrawn", outcome: "false" },
      { replayed: false, ending: null, outcome: null },
    ]);
  });

  test("little history is not worth it", async () => {
    await fixture.store("cpu", "eu", LIVE_MS - HOUR_MS, history(12));
    await begin(fixture);
    expect((await readReplayProgress(fixture.ctx)).replay).toBeNull();
  });
});

test("what was said, judged and found does not change when the future differs", async () => {
  const cut = STEPS - 300;
  const cutMs = START_MS + cut * STEP_MS;
  const other = await createPredictionFixture(LIVE_MS);
  try {
    await storeHistory(fixture);
    const different = (phase: number) =>
      history(STEPS, phase).map((value, at) => (at < cut ? value : 0.9 - value / 2));
    await other.store("cpu", "eu", START_MS, different(0));
    await other.store("disk", "eu", START_MS, different(2));
    await other.storeService(CART, START_MS, different(1));
    for (const of of [fixture, other]) {
      await begin(of);
      await toTheEnd(of);
    }
    const [first, second] = [await made(fixture, cutMs), await made(other, cutMs)];
    expect(first.predictions.length).toBeGreaterThan(10);
    expect(asSaid(second.predictions, cutMs)).toEqual(asSaid(first.predictions, cutMs));
    expect(second.breaches).toEqual(first.breaches);
    const said = (rows: readonly unknown[]) =>
      (rows as Record<string, unknown>[]).map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("crossed"))),
      );
    expect(said(second.assessments)).toEqual(said(first.assessments));
    expect((await made(other)).assessments).not.toEqual((await made(fixture)).assessments);
  } finally {
    await other.close();
  }
});

/** What became of it only where that was known at `cutMs`. */
function asSaid(rows: readonly unknown[], cutMs: number) {
  return (rows as { closedMs: string | null }[]).map(({ closedMs, ...said }) => {
    if (closedMs !== null && Number(closedMs) <= cutMs - DAY_MS) return { closedMs, ...said };
    const { kind, openedMs, horizonMs, confidence, probabilities, description } = said as Record<
      string,
      unknown
    >;
    return { kind, openedMs, horizonMs, confidence, probabilities, description };
  });
}

test(
  "a replay that is killed again and again makes what one that is left alone makes",
  { timeout: 180_000 },
  async () => {
    const other = await createPredictionFixture(LIVE_MS);
    try {
      await storeHistory(other);
      await begin(other);
      await toTheEnd(other);
      await storeHistory(fixture);
      await begin(fixture);
      const cursors: number[] = [];
      for (const afterMs of KILL_AFTER_MS) {
        await runAndKill(afterMs);
        cursors.push((await fixture.ctx.predictionReplays.latest())!.cursorMs);
      }
      expect(Math.max(...cursors)).toBeGreaterThan(START_MS); // the killed ones did get on
      await toTheEnd(fixture);
      expect(await made(fixture)).toEqual(await made(other));
    } finally {
      await other.close();
    }
  },
);

async function runAndKill(afterMs: number): Promise<void> {
  const argv = ["--import", "tsx", KILLED, fixture.test.url, String(LIVE_MS)];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (text: Buffer) => {
      if (/part|idle/.test(text.toString())) resolve();
    });
    child.once("exit", () => resolve());
  });
  await sleep(afterMs);
  child.kill("SIGKILL");
  await exited;
}

test("an import of history has it replayed anew, from further back; while one is open it waits", async () => {
  const later = STEPS / 2;
  await fixture.store("cpu", "eu", START_MS + later * STEP_MS, history(later));
  await begin(fixture);
  await toTheEnd(fixture);
  const first = (await readReplayProgress(fixture.ctx)).replay!;
  await fixture.store("cpu", "eu", START_MS, history(later, 1));
  const insert = (state: string, finished: number | null) =>
    fixture.rows(
      `insert into backfill (id, name, source, state, rows, "createdBy", "finishedAt") values ('b', 'b', '{"kind":"file","path":"/x"}', $1, 5, 'x', $2)
       on conflict (id) do update set state = excluded.state, "finishedAt" = excluded."finishedAt"`,
      [state, finished === null ? null : new Date(finished).toISOString()],
    );
  await insert("running", null);
  await ensureReplay(fixture.ctx);
  expect((await readReplayProgress(fixture.ctx)).replay?.id).toBe(first.id);
  fixture.clock.advance(HOUR_MS);
  await insert("done", fixture.clock.nowMs());
  fixture.clock.advance(HOUR_MS);
  await ensureReplay(fixture.ctx);
  const second = (await readReplayProgress(fixture.ctx)).replay!;
  expect(second).toMatchObject({ state: "running", fromMs: START_MS, toMs: LIVE_MS });
  await toTheEnd(fixture);
  const twice = await fixture.rows(
    `select kind, "openedMs" from prediction where replayed group by 1, 2 having count(*) > 1`,
  );
  expect(twice).toEqual([]);
});

test("one that no worker survives is given up, and says so", async () => {
  await storeHistory(fixture);
  await begin(fixture);
  const { id } = (await readReplayProgress(fixture.ctx)).replay!;
  for (let attempt = 0; attempt < 10; attempt++) await fixture.ctx.predictionReplays.noteAttempt(id);
  expect(await replayPredictions(fixture.ctx, model)).toEqual({ kind: "idle" });
  expect((await readReplayProgress(fixture.ctx)).replay).toMatchObject({
    ...{ state: "failed", cursorMs: START_MS, problem: expect.stringMatching(/ended/) },
  });
});

test("what it has open on its way is nothing that is open now", async () => {
  await storeHistory(fixture);
  await begin(fixture);
  await replayPredictions(fixture.ctx, model);
  const reopened = await fixture.rows(
    `update prediction set "closedMs" = null, "resolvedMs" = null, ending = null, outcome = null where id =
     (select id from prediction where replayed and "causeId" is null order by "closedMs" desc nulls first limit 1) returning 1 as one`,
  );
  expect(reopened).toHaveLength(1);
  const listed = async (state: "open" | "all") => {
    const { predictions } = await listPredictions(fixture.ctx, { state, limit: 100 });
    return predictions.map(({ prediction }) => prediction).filter(({ closedMs }) => closedMs === null);
  };
  expect((await listed("all")).map(({ replayed }) => replayed)).toContain(true);
  expect((await listed("open")).map(({ replayed }) => replayed)).not.toContain(true);
});

test("an admin ends it: what it made stays, nobody else may, and it does not go on", async () => {
  await storeHistory(fixture);
  await begin(fixture);
  await replayPredictions(fixture.ctx, model);
  const sre = fixture.as({ kind: "user", id: "s", name: "s", role: "sre", scopes: ROLE_SCOPES.sre });
  await expect(cancelReplay(sre)).rejects.toMatchObject({ code: "forbidden" });
  const admin = fixture.as({ kind: "user", id: "a", name: "a", role: "admin", scopes: ROLE_SCOPES.admin });
  await cancelReplay(admin);
  expect((await readReplayProgress(sre)).replay).toMatchObject({
    state: "cancelled",
    cursorMs: START_MS + DAY_MS,
  });
  expect(await replayPredictions(fixture.ctx, model)).toEqual({ kind: "idle" });
  expect((await made(fixture)).assessments.length).toBeGreaterThan(50);
  expect(await fixture.rows(`select 1 from prediction where replayed and "resolvedMs" is null`)).toEqual([]);
  await expect(cancelReplay(admin)).rejects.toMatchObject({ code: "conflict" });
  expect(await fixture.rows("select action, actor from audit_entry")).toEqual([
    { action: "prediction-replay.cancelled", actor: "user:a" },
  ]);
});
