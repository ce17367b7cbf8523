import { expect, test } from "vitest";
import { FLUSH_AGE_LIMIT_MS, readinessOf, WORKER_LAG_LIMIT_MS, type ReadinessFacts } from "./readiness-of";

const NOW_MS = Date.UTC(2026, 10, 23);
const fine: ReadinessFacts = { workerLagMs: 12_500, ingesters: [{ id: "a", flushedAtMs: NOW_MS - 9_000 }] };

test.each<[string, ReadinessFacts | null, string | null]>([
  ["everything in step", fine, null],
  ["database away", null, "database"],
  ["no cycle yet", { ...fine, workerLagMs: null }, "worker"],
  ["worker at its limit", { ...fine, workerLagMs: WORKER_LAG_LIMIT_MS }, null],
  ["worker behind", { ...fine, workerLagMs: WORKER_LAG_LIMIT_MS + 1 }, "worker"],
  ["no ingester", { ...fine, ingesters: [] }, "ingest"],
  ["an ingester that never flushed", { ...fine, ingesters: [{ id: "a", flushedAtMs: null }] }, "ingest"],
  [
    "a silent one",
    { ...fine, ingesters: [{ id: "a", flushedAtMs: NOW_MS - FLUSH_AGE_LIMIT_MS - 1 }] },
    "ingest",
  ],
  [
    "a retired one beside a live one",
    { ...fine, ingesters: [...fine.ingesters, { id: "b", flushedAtMs: 0 }] },
    null,
  ],
])("%s", (_name, facts, failing) => {
  const { ready, checks } = readinessOf(facts, NOW_MS);
  expect(ready).toBe(failing === null);
  expect(checks.filter((check) => !check.ok).map((check) => check.name)).toEqual(failing ? [failing] : []);
});

test("a process that only ingests answers for itself", () => {
  const facts = { workerLagMs: null, ingesters: [...fine.ingesters, { id: "b", flushedAtMs: null }] };
  expect(readinessOf(facts, NOW_MS, "a")).toMatchObject({
    ready: true,
    checks: [{ name: "database" }, { name: "ingest" }],
  });
  expect(readinessOf(facts, NOW_MS, "b").ready).toBe(false);
  expect(readinessOf(null, NOW_MS, "a").ready).toBe(false);
});
