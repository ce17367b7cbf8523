import { randomUUID } from "node:crypto";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { CHANNEL_TOPIC, type Delivery } from "@/lib/domain/notification";
import { addDelivery } from "./add-delivery";
import { requireChannel } from "./find-channel";

/**
 * Sends a test message, the way every message goes, and once: the log says what came of it. One that is switched off can be
 * tried too. Needs settings:write. @throws AppError not-found
 */
export async function testChannel(ctx: Ctx, { id: channelId }: { readonly id: string }): Promise<Delivery> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    await requireChannel(tx, channelId);
    const id = randomUUID();
    const nowMs = ctx.clock.nowMs();
    const test = { id, channelId, incidentId: null, event: "test", eventId: `test:${id}` } as const;
    await addDelivery(tx, { ...test, dueMs: nowMs }, nowMs);
    await tx.audit.append(ctx.actor, "channel.tested", channelId, { deliveryId: id });
    await tx.jobs.notify(CHANNEL_TOPIC);
    return (await tx.deliveries.find(id))!;
  });
}
