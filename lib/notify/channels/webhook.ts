import { createHmac } from "node:crypto";
import type { Notice } from "@/lib/notify/notice";
import type { HttpMessage } from "./http-message";

const MS_PER_SECOND = 1_000;
const PREFIX = "whsec_";

/** Standard Webhooks: signed over id, the attempt's time and the body. */
export function webhookMessage(notice: Notice, url: string, secret: string): HttpMessage {
  const { id, event, incident, occurredMs, sentMs } = notice;
  const timestamp = String(Math.floor(sentMs / MS_PER_SECOND));
  const type = event === "test" ? "channel.test" : `incident.${event}`;
  const data = { text: notice.headline, url: notice.url, incident: incident && incidentOf(incident) };
  const body = JSON.stringify({ type, timestamp: new Date(occurredMs).toISOString(), data });
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
  return { url, headers, body };
}

/** Only 2xx succeeds, and 410 ends; all else is tried again. */
export function isPermanentForWebhook(): boolean {
  return false;
}

function incidentOf(incident: NonNullable<Notice["incident"]>) {
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const { id, number, title, description, severity, status, category, region, service } = incident;
  return {
    ...{ id, number, title, description, severity, status, category, region, service },
    detected_at: iso(incident.detectedMs),
    acknowledged_at: iso(incident.acknowledgedMs),
    acknowledged_by: incident.acknowledgedBy,
    resolved_at: iso(incident.resolvedMs),
    resolved_by: incident.resolvedBy,
    resolution: incident.resolution,
  };
}
