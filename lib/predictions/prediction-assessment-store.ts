import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { readableRows } from "@/lib/db/readable-rows";
import {
  PREDICTION_HORIZONS_MS,
  type PredictionAssessment,
  type PredictionHorizonMs,
  type PredictionKind,
  type PredictionSubject,
} from "@/lib/domain/prediction";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { noteUnreadable } from "@/lib/platform/unreadable-rows";
import { subjectColumns, subjectOf, subjectRowSchema } from "./prediction-row";

export const ASSESSMENT_KEEP_MS = 90 * DAY_MS;

/** Columns are called by their horizon. */
export const HORIZON_SUFFIX: Readonly<Record<PredictionHorizonMs, "30m" | "1h" | "4h" | "24h">> = {
  [30 * MINUTE_MS]: "30m",
  [HOUR_MS]: "1h",
  [4 * HOUR_MS]: "4h",
  [DAY_MS]: "24h",
} as Record<PredictionHorizonMs, "30m" | "1h" | "4h" | "24h">;

export interface UndecidedAssessment {
  readonly subject: PredictionSubject;
  readonly assessedMs: number;
  readonly threshold: number;
}

export interface DecidedAssessment extends UndecidedAssessment {
  readonly horizonMs: PredictionHorizonMs;
  readonly crossed: boolean;
}

/** Predictions of one kind and of about the same probability, and how often they came true. */
export interface CalibrationBin {
  readonly kind: PredictionKind;
  readonly horizonMs: number;
  readonly meanProbability: number;
  readonly count: number;
  readonly crossed: number;
}

export interface PredictionAssessmentStore {
  /** One that is known stays as it is. */
  save(assessments: readonly PredictionAssessment[]): Promise<void>;
  /** Made in [fromMs, toMs), and without an outcome at that horizon. */
  undecided(horizonMs: PredictionHorizonMs, fromMs: number, toMs: number): Promise<UndecidedAssessment[]>;
  decide(decided: readonly DecidedAssessment[]): Promise<void>;
  /** Raw probabilities of those whose outcome could be told before `beforeMs`, by kind and horizon, in fiftieths. */
  bins(beforeMs: number): Promise<CalibrationBin[]>;
  /** Drops older ones; returns how many. */
  deleteBefore(assessedMs: number): Promise<number>;
}

const undecidedSchema = subjectRowSchema.extend({ assessedMs: z.number(), threshold: z.number() });

/** A breach that begins in a horizon's last window is known this much later. */
const KNOWN_LATER_MS = 5 * MINUTE_MS;
const BINS = 50;

/** What was said of every series each quarter of an hour, and what became of it. */
export function createPredictionAssessmentStore(db: Db): PredictionAssessmentStore {
  return {
    async save(assessments) {
      const rows = assessments.map(({ assessedMs, threshold, probabilities, replayed, ...subject }) => {
        const at = (horizonMs: number) => {
          const found = probabilities.find((each) => each.horizonMs === horizonMs);
          if (!found) throw new Error(`No probability for ${horizonMs} ms.`);
          return found;
        };
        const [half, one, four, day] = PREDICTION_HORIZONS_MS.map(at) as [At, At, At, At];
        return {
          ...subjectColumns(subject),
          ...{ assessedMs, threshold, replayed },
          ...{ raw30m: half.raw, raw1h: one.raw, raw4h: four.raw, raw24h: day.raw },
          ...{ calibrated30m: half.calibrated, calibrated1h: one.calibrated },
          ...{ calibrated4h: four.calibrated, calibrated24h: day.calibrated },
        };
      });
      if (rows.length > 0) await db.$executeRawUnsafe(SAVE, JSON.stringify(rows));
    },
    async undecided(horizonMs, fromMs, toMs) {
      const rows = await db.$queryRawUnsafe<unknown[]>(
        `select kind, region, service, "objectiveId", "assessedMs"::float8 as "assessedMs", threshold from prediction_assessment
         where "assessedMs" >= $1 and "assessedMs" < $2 and "crossed${HORIZON_SUFFIX[horizonMs]}" is null`,
        fromMs,
        toMs,
      );
      const { values, unreadable } = readableRows(undecidedSchema, rows);
      noteUnreadable(
        "prediction_assessment",
        unreadable.map((row) => JSON.stringify(row)),
      );
      return values.map(({ assessedMs, threshold, ...of }) => ({
        ...{ subject: subjectOf(of), assessedMs, threshold },
      }));
    },
    async decide(decided) {
      for (const horizonMs of PREDICTION_HORIZONS_MS) {
        const here = decided.filter((each) => each.horizonMs === horizonMs);
        if (here.length === 0) continue;
        await db.$executeRawUnsafe(
          `update prediction_assessment a set "crossed${HORIZON_SUFFIX[horizonMs]}" = d.crossed
           from unnest($1::text[], $2::bigint[], $3::boolean[]) d(subject, at, crossed)
           where a.subject = d.subject and a."assessedMs" = d.at`,
          here.map(({ subject }) => subjectColumns(subject).subject),
          here.map(({ assessedMs }) => BigInt(assessedMs)),
          here.map(({ crossed }) => crossed),
        );
      }
    },
    bins: (beforeMs) => readBins(db, beforeMs),
    async deleteBefore(assessedMs) {
      const where = { assessedMs: { lt: BigInt(assessedMs) } };
      return (await db.predictionAssessment.deleteMany({ where })).count;
    },
  };
}

/** A replay writes thousands at once. */
const SAVE = `insert into prediction_assessment
  select * from jsonb_populate_recordset(null::prediction_assessment, $1::jsonb) on conflict do nothing`;

type At = PredictionAssessment["probabilities"][number];

interface BinRow {
  readonly kind: PredictionKind;
  readonly mean: number;
  readonly count: number;
  readonly crossed: number;
}

async function readBins(db: Db, beforeMs: number): Promise<CalibrationBin[]> {
  const bins: CalibrationBin[] = [];
  for (const horizonMs of PREDICTION_HORIZONS_MS) {
    const of = HORIZON_SUFFIX[horizonMs];
    const rows = await db.$queryRawUnsafe<BinRow[]>(
      `select kind, avg("raw${of}") as mean, count(*)::int as count, (count(*) filter (where "crossed${of}"))::int as crossed
       from prediction_assessment where "assessedMs" <= $1 and "crossed${of}" is not null
       group by kind, least(${BINS - 1}, floor("raw${of}" * ${BINS})) order by kind, mean`,
      beforeMs - horizonMs - KNOWN_LATER_MS,
    );
    for (const { kind, mean, count, crossed } of rows)
      bins.push({ kind, horizonMs, meanProbability: mean, count, crossed });
  }
  return bins;
}
