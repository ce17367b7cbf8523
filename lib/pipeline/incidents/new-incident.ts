import { randomUUID } from "node:crypto";
import type { Incident, NewSignal } from "@/lib/domain/incident";

/** As its first signal says. */
export function newIncident(signal: NewSignal, nowMs: number): Omit<Incident, "number" | "version"> {
  const { title, description, severity, category, region, service, demo } = signal;
  return {
    ...{ id: randomUUID(), title, description, severity, status: "open", category, pinned: [] },
    ...{ region, service, detectedMs: nowMs, impactStartMs: null, impactEndMs: null },
    ...{ acknowledgedMs: null, acknowledgedBy: null, assigneeId: null, assigneeName: null, roles: {} },
    ...{ resolvedMs: null, resolvedBy: null, resolution: null, rootCause: null },
    ...{ quietSinceMs: null, mergedIntoId: null, updatedMs: nowMs, demo },
  };
}
