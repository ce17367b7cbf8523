import { z } from "zod";
import { INCIDENT_SEVERITIES } from "@/lib/domain/incident";
import { MAIL_ENCRYPTIONS } from "@/lib/domain/notification";

/** `notification_channel.target`, as stored. */
export const targetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("slack") }),
  z.object({ kind: z.literal("webhook"), url: z.string() }),
  z.object({ kind: z.literal("pagerduty"), url: z.string() }),
  z.object({
    kind: z.literal("email"),
    host: z.string(),
    port: z.number(),
    encryption: z.enum(MAIL_ENCRYPTIONS),
    user: z.string().nullable(),
    from: z.string(),
    to: z.array(z.string()),
  }),
]);

/** `notification_channel.routing`, as stored. */
export const routingSchema = z.object({
  severities: z.array(z.enum(INCIDENT_SEVERITIES)),
  regions: z.array(z.string()),
  services: z.array(z.string()),
  hours: z
    .object({
      timeZone: z.string(),
      days: z.array(z.number()),
      fromMinute: z.number(),
      toMinute: z.number(),
    })
    .nullable(),
});
