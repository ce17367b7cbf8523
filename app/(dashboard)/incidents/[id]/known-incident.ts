import { cache } from "react";
import { createCtx } from "@/lib/compose/context";
import { readIncident, type IncidentReading } from "@/lib/pipeline/incidents/read-incident";
import type { Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";

/** An incident, read once a request; null: there is none. */
export const knownIncident = cache(async (actor: Actor, id: string): Promise<IncidentReading | null> => {
  try {
    return await readIncident(createCtx(actor), { id });
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
});
