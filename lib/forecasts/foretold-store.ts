import { Prisma } from "@/lib/db/generated/client";
import type { Db } from "@/lib/db/client";
import { FORECAST_STEP_MS } from "@/lib/domain/forecast";
import {
  FORETOLD_LEAD_MS,
  FORETOLD_OLDEST_MS,
  type Foretold,
  type ForetoldQuery,
} from "@/lib/domain/foretold";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { readablePoints, STORED_COLUMNS } from "./forecast-row-schema";

interface ForetoldRow {
  readonly region: string | null;
  readonly asOfMs: bigint;
  readonly demo: boolean;
  readonly replayed: boolean;
  readonly points: unknown;
}

export interface ForetoldStore {
  /** The first forecast of each day that may be "a day before" a step of the span (see lib/domain/foretold.ts), cut to it; without damaged ones. */
  foretold(query: ForetoldQuery): Promise<Foretold[]>;
}

export function createForetoldStore(db: Db): ForetoldStore {
  return { foretold: (query) => readForetold(db, query) };
}

/**
 * The points are cut in Postgres, because a cycle needs three of the hundreds that a forecast has, of every region. They are
 * unpacked once a row (`offset 0`), not once for each use of them, which would take Postgres six times as long.
 */
async function readForetold(
  db: Db,
  { metric, step, region, service = null, fromMs, toMs }: ForetoldQuery,
): Promise<Foretold[]> {
  // From a day's start, so that the first of that day is seen as its first.
  const oldest = BigInt(windowStart(fromMs - FORETOLD_OLDEST_MS, DAY_MS));
  const newest = BigInt(Math.floor(toMs - FORETOLD_LEAD_MS));
  const ofRegion =
    region === undefined ? Prisma.empty : Prisma.sql`and region is not distinct from ${region}`;
  const ofService = service === null ? Prisma.sql`service is null` : Prisma.sql`service = ${service}`;
  const rows = await db.$queryRaw<ForetoldRow[]>`
    select region, "asOfMs", demo, replayed, ${Prisma.raw(CUT_POINTS)} as points
    from (
      select *, row_number() over (partition by region, "asOfMs" / ${BigInt(DAY_MS)} order by "asOfMs") as of_day
      from forecast
      where metric = ${metric} and ${ofService} and step = ${step} ${ofRegion}
        and "asOfMs" >= ${oldest} and "asOfMs" <= ${newest}
    ) f
    cross join lateral (select f.points || '{}'::jsonb as all_points offset 0) a
    cross join lateral (select case when jsonb_typeof(all_points #> '{timeMs,0}') = 'number'
      then (all_points #>> '{timeMs,0}')::float8 end as first_ms offset 0) p
    cross join lateral (select jsonb_build_object(
      'from', greatest(0, ceil((${fromMs}::float8 - first_ms) / ${FORECAST_STEP_MS[step]}::float8)),
      'to', coalesce(ceil((${toMs}::float8 - first_ms) / ${FORECAST_STEP_MS[step]}::float8) - 1, -1)) as cut offset 0) c
    where of_day = 1 and model is not null
    order by region, "asOfMs"`;
  return rows.flatMap(({ asOfMs, points: stored, ...same }) => {
    const points = readablePoints(stored);
    return points === null ? [] : [{ ...same, asOfMs: Number(asOfMs), points }];
  });
}

/** Points lie one step apart: which of them are of a span is counted from the first. */
const CUT_POINTS = `jsonb_build_object(${STORED_COLUMNS.map(
  (column) => `'${column}', jsonb_path_query_array(all_points, '$.${column}[$from to $to]', cut)`,
).join(", ")})`;
