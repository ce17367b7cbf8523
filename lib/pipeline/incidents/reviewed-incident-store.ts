import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { INCIDENT_SEVERITIES } from "@/lib/domain/incident";
import type { ReviewedIncident } from "./reliability-of";

export interface ReviewedIncidentStore {
  /** How long users felt each, of those resolved in (fromMs, toMs] that are worse than low; damaged ones are left out. */
  felt(fromMs: number, toMs: number): Promise<number[]>;
  /** Detected in [fromMs, toMs), newest first, without those that are parts of others; how many are damaged and left out. */
  between(
    fromMs: number,
    toMs: number,
  ): Promise<{ readonly incidents: readonly ReviewedIncident[]; readonly unreadable: number }>;
}

/** More are left out: the cost of a cycle stays bounded. */
const MOST_FELT = 5_000;

/** Incidents as the reliability review needs them. */
export function createReviewedIncidentStore(db: Db): ReviewedIncidentStore {
  return {
    async felt(fromMs, toMs) {
      const rows = await db.incident.findMany({
        select: { impactStartMs: true, impactEndMs: true },
        where: {
          ...{ mergedIntoId: null, status: "resolved", severity: { in: ["critical", "high", "medium"] } },
          ...{ impactStartMs: { not: null }, impactEndMs: { not: null } },
          resolvedMs: { gt: BigInt(fromMs), lte: BigInt(toMs) },
        },
        orderBy: { resolvedMs: "desc" },
        take: MOST_FELT,
      });
      const lengths = rows.map(
        ({ impactStartMs, impactEndMs }) => Number(impactEndMs) - Number(impactStartMs),
      );
      return lengths.filter((lengthMs) => lengthMs >= 0);
    },
    async between(fromMs, toMs) {
      const rows = await db.incident.findMany({
        where: { mergedIntoId: null, detectedMs: { gte: BigInt(fromMs), lt: BigInt(toMs) } },
        orderBy: [{ detectedMs: "desc" }, { id: "desc" }],
      });
      const incidents = rows.flatMap((row) => rowSchema.safeParse(row).data ?? []);
      return { incidents, unreadable: rows.length - incidents.length };
    },
  };
}

const time = z.bigint().transform(Number);
const rowSchema: z.ZodType<ReviewedIncident> = z.object({
  id: z.string(),
  severity: z.enum(INCIDENT_SEVERITIES),
  detectedMs: time,
  impactStartMs: time.nullable(),
  impactEndMs: time.nullable(),
  acknowledgedMs: time.nullable(),
  demo: z.boolean(),
});
