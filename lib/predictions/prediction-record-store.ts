import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { PREDICTION_HORIZONS_MS, PREDICTION_KINDS } from "@/lib/domain/prediction";
import { readableRows } from "@/lib/db/readable-rows";
import {
  PREDICTION_STRENGTHS,
  type HorizonRecord,
  type KindRecord,
  type LeadTimes,
  type PredictionRecord,
  type ReliabilityBin,
  type TrackRecord,
} from "@/lib/domain/prediction-record";
import { HORIZON_SUFFIX } from "./prediction-assessment-store";

export interface PredictionRecordStore {
  record(): Promise<PredictionRecord>;
  /** By kind and strength. */
  strengths(): Promise<TrackRecord[]>;
}

/** How often predictions came true, counted where they are stored; kinds that this version does not know are left out. */
export function createPredictionRecordStore(db: Db): PredictionRecordStore {
  return {
    async record() {
      const [kinds, strengths, horizons] = [
        await readKinds(db),
        await readStrengths(db),
        await readHorizons(db),
      ];
      return { kinds, strengths, horizons, sinceMs: await readSince(db) };
    },
    strengths: () => readStrengths(db),
  };
}

const kind = z.enum(PREDICTION_KINDS);
const COUNTS = `count(*) filter (where outcome is not null)::int as resolved, count(*) filter (where outcome = 'hit')::int as hits,
  count(*) filter (where outcome = 'averted')::int as averted, count(*) filter (where outcome = 'false')::int as "false"`;
const counts = { resolved: z.number(), hits: z.number(), averted: z.number(), false: z.number() };

/** A strength's number in PREDICTION_STRENGTHS. */
const STRENGTH = `width_bucket(confidence, array[${PREDICTION_STRENGTHS.slice(1).map((each) => each.fromProbability)}]::float8[])`;
const LEAD = `percentile_cont(array[0.1, 0.5, 0.9]) within group (order by ("breachMs" - "openedMs")::float8)
  filter (where outcome = 'hit') as lead`;
const lead = z
  .tuple([z.number(), z.number(), z.number()])
  .nullable()
  .transform((found): LeadTimes | null => found && { p10Ms: found[0], p50Ms: found[1], p90Ms: found[2] });
const strengthRow = z.object({ kind, strength: z.number(), ...counts, lead });

async function readStrengths(db: Db): Promise<TrackRecord[]> {
  const rows = await db.$queryRawUnsafe<unknown[]>(
    `select kind, ${STRENGTH} as strength, ${COUNTS}, ${LEAD} from prediction group by 1, 2 order by 1, 2`,
  );
  return readableRows(strengthRow, rows).values.map(({ strength, ...same }) => {
    return { ...same, strength: PREDICTION_STRENGTHS[strength]!.name };
  });
}

const kindRow = z.object({ kind, ...counts, breaches: z.number(), missed: z.number(), lead });

async function readKinds(db: Db): Promise<KindRecord[]> {
  const rows = await db.$queryRawUnsafe<unknown[]>(
    `select coalesce(p.kind, b.kind) as kind, coalesce(resolved, 0) as resolved, coalesce(hits, 0) as hits,
       coalesce(averted, 0) as averted, coalesce("false", 0) as "false", lead, coalesce(breaches, 0) as breaches, coalesce(missed, 0) as missed
     from (select kind, ${COUNTS}, ${LEAD} from prediction group by kind) p
     full join (select kind, count(*)::int as breaches, count(*) filter (where "predictionId" is null)::int as missed
                from prediction_breach group by kind) b on b.kind = p.kind order by 1`,
  );
  return readableRows(kindRow, rows).values;
}

const BINS = 10;
const binRow = z.object({
  ...{ kind: kind.nullable(), bin: z.number(), count: z.number(), crossed: z.number() },
  ...{ probability: z.number(), squares: z.number() },
});
type BinRow = z.infer<typeof binRow>;

async function readHorizons(db: Db): Promise<HorizonRecord[]> {
  const records: HorizonRecord[] = [];
  for (const horizonMs of PREDICTION_HORIZONS_MS) {
    const [said, crossed] = ["calibrated", "crossed"].map((name) => `"${name}${HORIZON_SUFFIX[horizonMs]}"`);
    const rows = await db.$queryRawUnsafe<unknown[]>(
      `select kind, bin, count(*)::int as count, (count(*) filter (where crossed))::int as crossed,
         sum(said) as probability, sum((said - crossed::int) ^ 2) as squares
       from (select kind, ${said} as said, ${crossed} as crossed, least(${BINS - 1}, floor(${said} * ${BINS}))::int as bin
             from prediction_assessment where ${crossed} is not null) a
       group by grouping sets ((kind, bin), (bin)) order by kind nulls first, bin`,
    );
    records.push(...horizonRecords(horizonMs, readableRows(binRow, rows).values));
  }
  return records;
}

function horizonRecords(horizonMs: number, rows: readonly BinRow[]): HorizonRecord[] {
  return [...new Set(rows.map((row) => row.kind))].map((of) => {
    const here = rows.filter((row) => row.kind === of);
    const total = (figure: (row: BinRow) => number) => here.reduce((sum, row) => sum + figure(row), 0);
    const count = total((row) => row.count);
    return {
      ...{ kind: of, horizonMs, count, bins: here.map(toBin) },
      crossedRatio: total((row) => row.crossed) / count,
      brier: total((row) => row.squares) / count,
    };
  });
}

function toBin({ bin, count, crossed, probability }: BinRow): ReliabilityBin {
  return {
    ...{ fromProbability: bin / BINS, toProbability: (bin + 1) / BINS, count },
    ...{ meanProbability: probability / count, crossedRatio: crossed / count },
  };
}

async function readSince(db: Db): Promise<number | null> {
  const [row] = await db.$queryRaw<{ since: number | null }[]>`
    select least((select min("assessedMs") from prediction_assessment), (select min("openedMs") from prediction),
      (select min("onsetMs") from prediction_breach))::float8 as since`;
  return row?.since ?? null;
}
