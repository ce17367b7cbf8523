import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import {
  alertReceiptsSchema,
  type AlertReceipts,
  type AlertSender,
  type AlertWebhookBody,
  type TakenAlerts,
} from "@/lib/contracts/alert-webhook";
import { INCIDENT_TOPIC } from "@/lib/domain/incident";
import { actorName } from "@/lib/platform/actor";
import { alertSignals } from "./alert-signals";
import { takeSignals } from "./take-signals";

const SETTING = "received-alerts";

/**
 * Takes what an alerting system tells into incidents, all of it or nothing; the same again changes nothing. Needs alerts:write.
 * @throws as the database does when it is away or too busy: whoever sends has to send again
 */
export async function takeAlerts(
  ctx: Ctx,
  sender: AlertSender,
  body: AlertWebhookBody,
): Promise<TakenAlerts> {
  requireScope(ctx.actor, "alerts:write");
  const { actor } = ctx;
  const nowMs = ctx.clock.nowMs();
  return ctx.transaction(async (tx) => {
    await tx.incidents.lockGrouping();
    const services = new Set((await tx.catalog.services()).map(({ name }) => name));
    const demo = actor.kind === "key" && actor.demo;
    const scope = await tx.mapping.scope();
    const signals = alertSignals(body, { sender, scope, services, demo, nowMs });
    const { joined, known, over, silenced } = await takeSignals(tx, signals, nowMs);
    const keyName = actor.kind === "key" ? actor.name : actorName(actor);
    const before = await tx.settings.get(SETTING, alertReceiptsSchema);
    const receipts = { ...before, [sender]: { atMs: nowMs, alerts: signals.length, keyName } };
    await tx.settings.set(SETTING, alertReceiptsSchema, receipts);
    await tx.jobs.notify(INCIDENT_TOPIC);
    const taken = signals.length;
    const opened = taken - joined - known - over - silenced;
    return { taken, opened, joined, known, over, silenced };
  });
}

/** What each alerting system sent last. Needs ingest-status:read. */
export async function readAlertReceipts(ctx: Ctx): Promise<AlertReceipts> {
  requireScope(ctx.actor, "ingest-status:read");
  return (await ctx.settings.get(SETTING, alertReceiptsSchema)) ?? {};
}
