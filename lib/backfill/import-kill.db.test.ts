import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createBackfillFixture,
  engineSource,
  startFakeEngine,
  storedRows,
  sumOf,
  type BackfillFixture,
  type FakeEngine,
} from "./backfill.fixture";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";

const TOP_MS = Date.UTC(2026, 10, 23, 12, 0, 0);
const FIXTURE = path.join(import.meta.dirname, "run-until-killed.fixture.ts");
/** Moments after the process' first chunk; which part of a chunk they hit differs each time. */
const KILL_AFTER_MS = [0, 7, 23, 41, 90];

let fixture: BackfillFixture;
let engine: FakeEngine;
beforeEach(async () => {
  fixture = await createBackfillFixture(TOP_MS);
  engine = await startFakeEngine(() =>
    ["a", "b", "c"].map((service) => ({
      labels: { region: "eu", service },
      valueAt: (timeMs) => 1 + ((timeMs / MINUTE_MS) % 5),
    })),
  );
});
afterEach(async () => {
  await engine.close();
  await fixture.close();
});

test(
  "an import that is killed again and again is exact in every tier in the end",
  { timeout: 120_000 },
  async () => {
    const fromMs = TOP_MS - 6 * DAY_MS;
    const { id } = await fixture.start({
      source: engineSource(engine.url, { requests: { query: "requests", companion: null } }),
      fromMs,
      toMs: TOP_MS,
    });
    const cursors: (number | null)[] = [];
    for (const afterMs of KILL_AFTER_MS) {
      await runAndKill(afterMs);
      cursors.push((await fixture.ctx.backfills.find(id))!.cursorMs);
    }
    const done = await fixture.finish(id);
    expect(done).toMatchObject({ state: "done", skipped: 0 });
    expect(cursors.at(-1)).toBeLessThan(TOP_MS); // the killed ones did get on
    let expected = 0;
    for (let at = fromMs + MINUTE_MS; at <= TOP_MS; at += MINUTE_MS)
      expected += 3 * 60 * (1 + ((at / MINUTE_MS) % 5));
    for (const tierMs of [MINUTE_MS, 5 * MINUTE_MS, HOUR_MS, DAY_MS]) {
      const rows = await storedRows(fixture.test, "requests", tierMs);
      expect(sumOf(rows.filter(({ service }) => service === null)), String(tierMs)).toBe(expected);
      expect(sumOf(rows.filter(({ service }) => service !== null)), String(tierMs)).toBe(expected);
    }
  },
);

async function runAndKill(afterMs: number): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", FIXTURE, fixture.test.url, String(TOP_MS)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (text: Buffer) => {
      if (text.toString().includes("chunk") || text.toString().includes("idle")) resolve();
    });
    child.once("exit", () => resolve());
  });
  await sleep(afterMs);
  child.kill("SIGKILL");
  await exited;
}
