import type { Task } from "graphile-worker";
import { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { DELIVER_JOB } from "@/lib/domain/notification";
import { deliverNotification } from "@/lib/notify/deliver-notification";
import type { DeliveryServices } from "@/lib/notify/notify-services";

const payloadSchema = z.object({ deliveryId: z.string() });

/** Makes one attempt. What its receiver says is written down; only a fault of ours makes the job itself be tried again. */
export function deliverTask(ctx: Ctx, services: DeliveryServices): Task<typeof DELIVER_JOB> {
  return async (payload) => {
    await deliverNotification(ctx, services, payloadSchema.parse(payload));
  };
}
