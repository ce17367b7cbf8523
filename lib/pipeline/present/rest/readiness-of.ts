import type { Readiness, ReadinessCheck } from "@/lib/contracts/readiness";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";

/** Cycles come every 10 s and contain a window that ended 2.5 s before: three missed ones are not a hiccup. */
export const WORKER_LAG_LIMIT_MS = 45 * SECOND_MS;
/** Flushes come every 10 s, with or without samples. */
export const FLUSH_AGE_LIMIT_MS = MINUTE_MS;

/** What is known of database, worker and ingesters; null: the database did not answer. */
export interface ReadinessFacts {
  /** null: no cycle has finished yet. */
  readonly workerLagMs: number | null;
  readonly ingesters: readonly { readonly id: string; readonly flushedAtMs: number | null }[];
}

/**
 * Whether each part does its work at `nowMs`.
 * @param onlyIngester of a process that only ingests: what others do is not its matter
 */
export function readinessOf(facts: ReadinessFacts | null, nowMs: number, onlyIngester?: string): Readiness {
  const checks: ReadinessCheck[] =
    facts === null
      ? [{ name: "database", ok: false, detail: "The database does not answer." }]
      : [
          { name: "database", ok: true, detail: "The database answers." },
          ...(onlyIngester === undefined ? [workerCheck(facts.workerLagMs)] : []),
          ingestCheck(
            facts.ingesters.filter(({ id }) => onlyIngester === undefined || id === onlyIngester),
            nowMs,
          ),
        ];
  return { ready: checks.every((check) => check.ok), checks };
}

function workerCheck(lagMs: number | null): ReadinessCheck {
  const name = "worker";
  if (lagMs === null) return { name, ok: false, detail: "No monitoring cycle has finished yet." };
  return {
    name,
    ok: lagMs <= WORKER_LAG_LIMIT_MS,
    detail: `The newest figures end ${seconds(lagMs)} ago; the limit is ${seconds(WORKER_LAG_LIMIT_MS)}.`,
  };
}

function ingestCheck(ingesters: ReadinessFacts["ingesters"], nowMs: number): ReadinessCheck {
  const name = "ingest";
  const ages = ingesters.flatMap(({ flushedAtMs }) =>
    flushedAtMs === null ? [] : [Math.max(0, nowMs - flushedAtMs)],
  );
  if (ages.length === 0) return { name, ok: false, detail: "No ingester has committed anything yet." };
  const newestMs = Math.min(...ages); // an ingester that was taken out of service keeps its row
  return {
    name,
    ok: newestMs <= FLUSH_AGE_LIMIT_MS,
    detail: `The newest commit is ${seconds(newestMs)} old; the limit is ${seconds(FLUSH_AGE_LIMIT_MS)}.`,
  };
}

function seconds(ms: number): string {
  return `${(ms / SECOND_MS).toFixed(1)} s`;
}
