import type { Task } from "graphile-worker";
import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { NOTICE_EVENTS, type NOTIFY_JOB } from "@/lib/domain/notification";
import { notifyIncident } from "@/lib/notify/notify-incident";

const payloadSchema = z.object({
  incidentId: z.string(),
  event: z.enum(NOTICE_EVENTS),
  eventId: z.string(),
});

/** Finds who is told. One that fails is tried again: it is safe to repeat. */
export function notifyTask(ctx: Ctx): Task<typeof NOTIFY_JOB> {
  return async (payload) => {
    await notifyIncident(ctx, payloadSchema.parse(payload));
  };
}
