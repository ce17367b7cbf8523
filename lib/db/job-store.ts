import type { Db } from "./client";

/** The channel that every web process listens to, see the live stream. */
export const LIVE_CHANNEL = "hm_live";

export interface AddJobOptions {
  /** A job with the same key that still waits is replaced. */
  readonly jobKey?: string;
  /** Unix ms; default: as soon as a worker is free. */
  readonly runAtMs?: number;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
}

export interface JobStore {
  /** Adds a job for the worker; it exists once the transaction commits. Returns the job's id. */
  add(name: string, payload: unknown, options?: AddJobOptions): Promise<string>;
  /** Tells every web process, once the transaction commits. `payload` is small (Postgres allows 8,000 bytes). */
  notify(topic: string, payload?: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Jobs and live notices in the transaction of `db`, so that they commit or vanish with the change they speak of. */
export function createJobStore(db: Db): JobStore {
  return {
    async add(name, payload, options = {}) {
      const runAt = options.runAtMs === undefined ? null : new Date(options.runAtMs);
      const rows = await db.$queryRaw<{ id: string }[]>`
        select (graphile_worker.add_job(${name}::text, payload := ${JSON.stringify(payload)}::json,
          queue_name := ${options.queue ?? null}::text, run_at := ${runAt}::timestamptz, job_key := ${options.jobKey ?? null}::text)).id::text as id`;
      return rows[0].id;
    },
    async notify(topic, payload = {}) {
      await db.$executeRaw`select pg_notify(${LIVE_CHANNEL}, ${JSON.stringify({ ...payload, topic })})`;
    },
  };
}
