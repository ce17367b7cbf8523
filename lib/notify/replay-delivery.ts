import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { CHANNEL_TOPIC, type Delivery } from "@/lib/domain/notification";
import { AppError } from "@/lib/platform/errors";
import { addDeliverJob } from "./add-delivery";

/**
 * Sends a message off again, with the same idempotency key. Needs settings:write.
 * @throws AppError not-found, conflict while it waits for its next attempt
 */
export async function replayDelivery(
  ctx: Ctx,
  { channelId, deliveryId }: { readonly channelId: string; readonly deliveryId: string },
): Promise<Delivery> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const delivery = await tx.deliveries.find(deliveryId);
    if (delivery === null || delivery.channelId !== channelId)
      throw new AppError("not-found", "No message of this channel has this id.");
    const nowMs = ctx.clock.nowMs();
    if (!(await tx.deliveries.replay(deliveryId, nowMs)))
      throw new AppError("conflict", "It is on its way already.");
    await addDeliverJob(tx, { id: deliveryId, channelId, dueMs: nowMs });
    await tx.audit.append(ctx.actor, "delivery.replayed", deliveryId, { channelId });
    await tx.jobs.notify(CHANNEL_TOPIC);
    return (await tx.deliveries.find(deliveryId))!;
  });
}
