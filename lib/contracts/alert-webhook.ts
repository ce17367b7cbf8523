import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { timeInput } from "./text";

/** An Alertmanager sends a group whole; one of so many alerts is cut by its `max_alerts`. */
const MAX_ALERTS = 10_000;
const MAX_FINGERPRINT = 200;

/** Long ones are cut where they are kept: no alert is lost because it says too much. */
const texts = z.record(z.string(), z.string());
const alertSchema = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: texts,
  annotations: texts.default({}),
  startsAt: timeInput,
  endsAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .meta({ description: "Of a firing alert year 1, and not read" }),
  generatorURL: z.string().nullish().meta({ description: "Kept when it is http(s)" }),
  fingerprint: z.string().trim().min(1).max(MAX_FINGERPRINT),
});
export type WebhookAlert = z.output<typeof alertSchema>;

/** What is read of Alertmanager's webhook (version 4) and of Grafana's, which adds to it; everything else is left alone. */
export const alertWebhookBodySchema = z
  .object({
    groupKey: z.string().nullish().meta({ description: "Joins alerts that name no place" }),
    alerts: z.array(alertSchema).max(MAX_ALERTS),
  })
  .meta({ id: "AlertWebhook", description: "Alertmanager's webhook, version 4, as far as it is read" });
export type AlertWebhookBody = z.output<typeof alertWebhookBodySchema>;

const count = (description: string) => z.int().nonnegative().meta({ description });

/** What became of the alerts of a request; taken = opened + joined + known + over + silenced. */
export const takenAlertsSchema = z
  .object({
    taken: count("All of them"),
    opened: count("New ones that opened an incident"),
    joined: count("New ones that joined an incident"),
    known: count("Heard of before: what changed of them is kept"),
    over: count("Resolved before they were heard of: nothing is to be done"),
    silenced: count("Explained by maintenance: taken in once that is over, if they still fire"),
  })
  .meta({ id: "TakenAlerts", description: "What became of the alerts of a request" });
export type TakenAlerts = z.infer<typeof takenAlertsSchema>;

export const ALERT_SENDERS = ["alertmanager", "grafana"] as const;
export type AlertSender = (typeof ALERT_SENDERS)[number];

/** The stored setting: what each sender sent last. */
export const alertReceiptsSchema = z.partialRecord(
  z.enum(ALERT_SENDERS),
  z.object({ atMs: z.number(), alerts: z.number(), keyName: z.string() }),
);
export type AlertReceipts = z.infer<typeof alertReceiptsSchema>;

const receiptSchema = z
  .object({
    received_at: isoTime("Of the newest request"),
    alerts: count("In it"),
    key_name: z.string().meta({ description: "Of the key it came with" }),
  })
  .nullable()
  .meta({ description: "null: nothing was ever received" });
export const receivedAlertsSchema = z
  .object({ alertmanager: receiptSchema, grafana: receiptSchema })
  .meta({ id: "ReceivedAlerts", description: "What alerting systems sent last" });
export const receivedAlertsResponseSchema = successSchema(receivedAlertsSchema);
