import type { Stores } from "@/lib/context";
import { ASSESS_JOB, ASSESS_QUEUE, OBJECTIVE_TOPIC } from "./assess-job";

/** What every change of objectives brings with it, in its transaction: the pages are told, and all are assessed anew. */
export async function tellOfChange(tx: Stores): Promise<void> {
  await tx.jobs.notify(OBJECTIVE_TOPIC);
  await tx.jobs.add(ASSESS_JOB, {}, { jobKey: ASSESS_JOB, queue: ASSESS_QUEUE });
}
