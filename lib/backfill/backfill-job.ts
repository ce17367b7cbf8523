import { z } from "zod";
import type { JobStore } from "@/lib/db/job-store";

/** The job that goes on with whatever import is open. One at a time: they have a queue of their own. */
export const BACKFILL_JOB = "run-backfill-chunk";
export const BACKFILL_QUEUE = "backfill";

/** Header names and values, as they are before they are sealed. */
export const backfillHeadersSchema = z.record(z.string(), z.string());

export async function addBackfillJob(jobs: JobStore): Promise<void> {
  await jobs.add(BACKFILL_JOB, {}, { jobKey: BACKFILL_JOB, queue: BACKFILL_QUEUE });
}
