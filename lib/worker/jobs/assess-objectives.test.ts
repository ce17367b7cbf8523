import type { AddJobFunction, JobHelpers } from "graphile-worker";
import { beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { SCOPES } from "@/lib/platform/actor";
import { createLogger } from "@/lib/platform/logger";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { assessTask, scheduleNextAssessment } from "./assess-objectives";

const NOON_MS = Date.UTC(2026, 10, 28, 12);
const added: { key: string | undefined; runAt: string }[] = [];
const addJob = (async (_name: string, _payload: unknown, spec?: { jobKey?: string; runAt?: Date }) => {
  added.push({ key: spec?.jobKey, runAt: spec?.runAt?.toISOString() ?? "" });
}) as unknown as AddJobFunction;
beforeEach(() => void (added.length = 0));

test.each([
  [0, "2026-11-28T12:00:05.000Z"],
  [4_999, "2026-11-28T12:00:05.000Z"],
  [5_000, "2026-11-28T12:01:05.000Z"],
  [59_000, "2026-11-28T12:01:05.000Z"],
])("%d ms past the minute, the next assessment is at %s, whoever asks", async (afterMs, runAt) => {
  await scheduleNextAssessment(addJob, NOON_MS + afterMs);
  await scheduleNextAssessment(addJob, NOON_MS + afterMs);
  expect(added[0].runAt).toBe(runAt);
  expect(new Set(added.map(({ key }) => key)).size).toBe(1);
});

test("what takes long rests nine times as long, but a change is judged at once; a failure breaks no chain", async () => {
  const clock = fixedClock(NOON_MS + 5_000);
  const ranAt: number[] = [];
  const ctx = {
    actor: { kind: "system", name: "test", scopes: SCOPES },
    clock,
    objectives: {
      all: async () => {
        ranAt.push(clock.nowMs());
        clock.advance(20_000);
        throw new Error("the database is away");
      },
    },
  } as unknown as Ctx;
  const task = assessTask(ctx, createLogger("test", "silent"));
  const run = (payload: object) => task(payload, { addJob } as unknown as JobHelpers);
  await run({ scheduled: true }); // until 12:00:25
  for (const minute of [1, 2, 3, 4]) {
    clock.set(NOON_MS + minute * 60_000 + 5_000);
    await run({ scheduled: true });
  }
  expect(ranAt.map((ms) => (ms - NOON_MS) / 1_000)).toEqual([5, 245]); // rested until 12:03:25
  expect(added).toHaveLength(5);
  await run({});
  expect(ranAt).toHaveLength(3);
});
