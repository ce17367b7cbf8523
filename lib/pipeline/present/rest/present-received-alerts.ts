import type { z } from "zod";
import type { AlertReceipts, AlertSender, receivedAlertsSchema } from "@/lib/contracts/alert-webhook";
import { isoOf } from "./rest-value";

/** What each alerting system sent last. */
export function presentReceivedAlerts(receipts: AlertReceipts): z.infer<typeof receivedAlertsSchema> {
  const last = (sender: AlertSender) => {
    const receipt = receipts[sender];
    if (receipt === undefined) return null;
    return { received_at: isoOf(receipt.atMs), alerts: receipt.alerts, key_name: receipt.keyName };
  };
  return { alertmanager: last("alertmanager"), grafana: last("grafana") };
}
