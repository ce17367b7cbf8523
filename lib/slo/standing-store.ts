import type { Db } from "@/lib/db/client";
import type { ObjectiveAssessment } from "@/lib/domain/objective-standing";
import { DAY_MS } from "@/lib/domain/window";
import { assessmentSchema } from "./assessment-schema";

/** Assessments are kept for as long as thinned snapshots. */
export const STANDING_KEEP_MS = 40 * DAY_MS;

/** More digits than a figure knows, fewer bytes than a double writes. */
const STORED_DIGITS = 9;

export interface StandingStore {
  /** Stores how all objectives stood; the same `asOfMs` again replaces it. */
  save(assessment: ObjectiveAssessment): Promise<void>;
  /** null before the first. @throws ZodError on a row that this version cannot read */
  latest(): Promise<ObjectiveAssessment | null>;
  /** Drops older ones; returns how many. */
  deleteBefore(asOfMs: number): Promise<number>;
}

/** How objectives stood, one row an assessment. */
export function createStandingStore(db: Db): StandingStore {
  return {
    async save(assessment) {
      const asOfMs = BigInt(assessment.asOfMs);
      const data = JSON.stringify(assessment, shortNumbers);
      await db.$executeRaw`insert into objective_standing ("asOfMs", data) values (${asOfMs}, ${data}::jsonb)
        on conflict ("asOfMs") do update set data = excluded.data`;
    },
    async latest() {
      const row = await db.objectiveStanding.findFirst({ orderBy: { asOfMs: "desc" } });
      return row && assessmentSchema.parse(row.data);
    },
    async deleteBefore(asOfMs) {
      const { count } = await db.objectiveStanding.deleteMany({ where: { asOfMs: { lt: BigInt(asOfMs) } } });
      return count;
    },
  };
}

function shortNumbers(_key: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  return Number(value.toPrecision(STORED_DIGITS));
}
