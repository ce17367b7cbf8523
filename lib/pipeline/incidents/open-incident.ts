import { randomUUID } from "node:crypto";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import {
  INCIDENT_TOPIC,
  type Incident,
  type IncidentCategory,
  type IncidentSeverity,
  type NewSignal,
} from "@/lib/domain/incident";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { addNotifyJob } from "./add-notify-job";
import { newIncident } from "./new-incident";

export interface OpenIncidentInput {
  readonly title: string;
  readonly description: string | null;
  readonly severity: IncidentSeverity;
  readonly category: IncidentCategory;
  readonly region: string | null;
  readonly service: string | null;
}

/**
 * Opens an incident by hand: it joins no other, and ends by hand. Needs incidents:write.
 * @throws AppError bad-request for a region or service never seen
 */
export async function openIncident(ctx: Ctx, input: OpenIncidentInput): Promise<Incident> {
  requireScope(ctx.actor, "incidents:write");
  const { title, description, severity, category, region, service } = input;
  if (region !== null && !(await ctx.catalog.knownRegion(region))) throw neverSeen("region", region);
  if (service !== null && !(await ctx.catalog.knownService(service))) throw neverSeen("service", service);
  const nowMs = ctx.clock.nowMs();
  const key = randomUUID();
  const signal: NewSignal = {
    ...{ source: "manual", subject: key, key, title, description, severity, category, region, service },
    ...{ labels: {}, url: null, groupKey: null, startedMs: nowMs, endedMs: null, demo: false },
  };
  return ctx.transaction(async (tx) => {
    await tx.incidents.lockGrouping();
    const opened = await tx.incidents.create({ ...newIncident(signal, nowMs), impactStartMs: nowMs });
    await tx.incidentSignals.add([{ ...signal, id: randomUUID(), incidentId: opened.id, recordedMs: nowMs }]);
    const told = { kind: "opened", text: title, atMs: nowMs, recordedMs: nowMs } as const;
    const actor = actorName(ctx.actor);
    const eventId = await tx.incidentEvents.append({ incidentId: opened.id, actor, ...told });
    await addNotifyJob(tx, { incidentId: opened.id, event: "opened", eventId });
    await tx.audit.append(ctx.actor, "incident.opened", opened.id, input);
    await tx.jobs.notify(INCIDENT_TOPIC);
    return opened;
  });
}

function neverSeen(field: "region" | "service", name: string): AppError {
  const error = { pointer: `/${field}`, message: `${JSON.stringify(name)} has never been seen` };
  return new AppError("bad-request", `${error.pointer}: ${error.message}`, { errors: [error] });
}
