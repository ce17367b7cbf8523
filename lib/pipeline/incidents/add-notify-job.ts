import type { Stores } from "@/lib/context";
import { NOTIFY_JOB, NOTIFY_QUEUE, type NotifyJob } from "@/lib/domain/notification";

/** Has people told of it, once the caller's transaction commits. */
export async function addNotifyJob(tx: Stores, job: NotifyJob): Promise<void> {
  await tx.jobs.add(NOTIFY_JOB, job, { queue: NOTIFY_QUEUE });
}
