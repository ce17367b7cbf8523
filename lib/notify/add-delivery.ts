import type { Stores } from "@/lib/context";
import { DELIVER_JOB } from "@/lib/domain/notification";
import type { NewDelivery } from "./delivery-store";

/** Adds a message and the job that sends it, in the caller's transaction. False: the channel is told of that event already. */
export async function addDelivery(tx: Stores, delivery: NewDelivery, nowMs: number): Promise<boolean> {
  if (!(await tx.deliveries.add(delivery, nowMs))) return false;
  await addDeliverJob(tx, delivery);
  return true;
}

export async function addDeliverJob(
  tx: Stores,
  { id, channelId, dueMs }: Pick<NewDelivery, "id" | "channelId" | "dueMs">,
): Promise<void> {
  const jobKey = `${DELIVER_JOB}:${id}:${dueMs}`;
  const options = { queue: `${DELIVER_JOB}:${channelId}`, runAtMs: dueMs, jobKey };
  await tx.jobs.add(DELIVER_JOB, { deliveryId: id }, options);
}
