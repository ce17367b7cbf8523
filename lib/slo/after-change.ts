import type { Stores } from "@/lib/context";
import type { Actor } from "@/lib/platform/actor";
import { ASSESS_JOB, ASSESS_QUEUE, OBJECTIVE_TOPIC } from "./assess-job";

/** What every change of an objective brings with it, in its transaction: the audit, the pages told, a new assessment. */
export async function afterChange(
  tx: Stores,
  actor: Actor,
  action: "created" | "updated" | "deleted",
  id: string,
  detail: unknown,
): Promise<void> {
  await tx.audit.append(actor, `objective.${action}`, id, detail);
  await tx.jobs.notify(OBJECTIVE_TOPIC);
  await tx.jobs.add(ASSESS_JOB, {}, { jobKey: ASSESS_JOB, queue: ASSESS_QUEUE });
}
