import type { MaintenanceWindowBody, MaintenanceWindowContract } from "@/lib/contracts/maintenance-window";
import {
  occurrencesFrom,
  type MaintenancePlan,
  type MaintenanceWindow,
} from "@/lib/domain/maintenance-window";
import { isoOf } from "./rest-value";

const SHOWN = 5;

/** A maintenance window of a request as the domain has it. */
export function maintenancePlanOfBody(body: MaintenanceWindowBody): MaintenancePlan {
  const { name, repeat, labels } = body;
  return {
    ...{ name, repeat, timeZone: body.time_zone, startsAt: body.starts_at, labels },
    durationMinutes: body.duration_minutes,
    regions: [...new Set(body.regions)],
    services: [...new Set(body.services)],
  };
}

/** @param etag of its version */
export function presentMaintenanceWindow(
  window: MaintenanceWindow,
  etag: string,
  nowMs: number,
): MaintenanceWindowContract {
  const { id, name, repeat, labels } = window;
  const next = occurrencesFrom(window, nowMs, SHOWN);
  return {
    ...{ id, name, repeat, labels, time_zone: window.timeZone, starts_at: window.startsAt },
    ...{ duration_minutes: window.durationMinutes, created_by: window.createdBy, etag },
    ...{ regions: [...window.regions], services: [...window.services] },
    next: next.map(({ fromMs, toMs }) => ({ from: isoOf(fromMs), to: isoOf(toMs) })),
    open: next[0] !== undefined && next[0].fromMs <= nowMs,
  };
}
