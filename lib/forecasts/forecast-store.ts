import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import { Prisma, type Forecast as Row } from "@/lib/db/generated/client";
import {
  FORECAST_METRICS,
  FORECAST_STEPS,
  HOURLY_METRICS,
  type Forecast,
  type ForecastOutcome,
  type ForecastSubject,
} from "@/lib/domain/forecast";
import { DAY_MS } from "@/lib/domain/window";
import { createForetoldStore, type ForetoldStore } from "./foretold-store";
import {
  pointsOfStored,
  storedBacktestSchema,
  storedMembersSchema,
  storedPoints,
} from "./forecast-row-schema";

/** So long a forecast can be shown against what came. */
export const FORECAST_KEEP_MS = 40 * DAY_MS;
/** What was silent for longer is gone: nothing is forecast of it until it is back. */
export const GONE_MS = 2 * DAY_MS;
/** Every one of them; of older ones the first of each day. */
const KEEP_ALL_MS = DAY_MS;

/** Which forecast is there, without its points. */
export interface ForecastStamp extends ForecastSubject {
  readonly asOfMs: number;
  readonly historyFromMs: number | null;
  readonly made: boolean;
  readonly replayed: boolean;
}

export interface ForecastStore extends ForetoldStore {
  /** The same series and `asOfMs` again replaces it. */
  save(forecast: Forecast): Promise<void>;
  /** The newest of a series, or the newest that was made by `asOfMs`; null: there is none. */
  latest(subject: ForecastSubject, asOfMs?: number): Promise<Forecast | null>;
  /** The newest of every hourly series. */
  allLatest(): Promise<Forecast[]>;
  /** What is there of every hourly series, newest ones alone. */
  stamps(): Promise<ForecastStamp[]>;
  /** What is there of these moments. */
  stampsAt(asOfMs: readonly number[]): Promise<ForecastStamp[]>;
  /** What is there of one series from a moment on. */
  stampsSince(subject: ForecastSubject, fromMs: number): Promise<ForecastStamp[]>;
  /** Drops what was replayed, or is the newest, of series that are not hourly: they are made again when asked for. */
  forgetAsked(nowMs: number): Promise<number>;
  /** Drops what is no longer kept; returns how many. */
  thin(nowMs: number): Promise<number>;
}

/** Forecasts as they were made. A row of a metric or step that this version does not know is left out. */
export function createForecastStore(db: Db): ForecastStore {
  return {
    ...createForetoldStore(db),
    save: (forecast) => save(db, forecast),
    async latest({ metric, region, service, step }, asOfMs) {
      const row = await db.forecast.findFirst({
        where: { metric, region, service, step, ...(asOfMs === undefined ? {} : madeBy(asOfMs)) },
        orderBy: { asOfMs: "desc" },
      });
      return row === null ? null : (toForecast(row)[0] ?? null);
    },
    async allLatest() {
      const rows = await db.forecast.findMany({
        where: { id: { in: await newestIds(db) } },
        orderBy: [{ metric: "asc" }, { region: "asc" }, { service: "asc" }, { step: "asc" }],
      });
      return rows.flatMap(toForecast);
    },
    async stamps() {
      return readStamps(db, { id: { in: await newestIds(db) } });
    },
    stampsAt: (asOfMs) => readStamps(db, { asOfMs: { in: asOfMs.map((each) => BigInt(each)) } }),
    stampsSince: (subject, fromMs) => readStamps(db, { ...subject, asOfMs: { gte: BigInt(fromMs) } }),
    forgetAsked: (nowMs) => forgetAsked(db, nowMs),
    thin: (nowMs) => thin(db, nowMs),
  };
}

function madeBy(asOfMs: number) {
  return { asOfMs: { lte: BigInt(Math.floor(asOfMs)) } };
}

const IS_HOURLY = Prisma.sql`(service is null and metric in (${Prisma.join(HOURLY_METRICS)}))`;

async function newestIds(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select distinct on (metric, region, service, step) id from forecast
    where ${IS_HOURLY}
    order by metric, region, service, step, "asOfMs" desc`;
  return rows.map(({ id }) => id);
}

const STAMP = {
  ...{ metric: true, region: true, service: true, step: true, asOfMs: true },
  ...{ historyFromMs: true, model: true, replayed: true },
} as const;

async function readStamps(db: Db, where: Prisma.ForecastWhereInput): Promise<ForecastStamp[]> {
  const rows = await db.forecast.findMany({ where, select: STAMP });
  return rows.flatMap((row) =>
    subjectOf(row).map((subject) => ({
      ...subject,
      asOfMs: Number(row.asOfMs),
      historyFromMs: numberOrNull(row.historyFromMs),
      ...{ made: row.model !== null, replayed: row.replayed },
    })),
  );
}

async function save(db: Db, forecast: Forecast): Promise<void> {
  const { metric, region, service, step, demo, replayed, outcome } = forecast;
  const asOfMs = BigInt(forecast.asOfMs);
  const history = forecast.historyFromMs === null ? null : BigInt(forecast.historyFromMs);
  const made = outcome.kind === "forecast" ? outcome : null;
  const lacks = outcome.kind === "forecast" ? null : outcome;
  const points = made && JSON.stringify(storedPoints(made.points));
  const members = made && JSON.stringify(made.members);
  const backtest = made?.backtest ? JSON.stringify(made.backtest) : null;
  await db.$executeRaw`
    insert into forecast (id, metric, region, service, step, "asOfMs", "historyFromMs", demo, replayed, model, members, backtest, points, "haveSteps", "needSteps")
    values (${randomUUID()}, ${metric}, ${region}, ${service}, ${step}, ${asOfMs}, ${history}::bigint, ${demo}, ${replayed}, ${made?.model ?? null},
      ${members}::jsonb, ${backtest}::jsonb, ${points}::jsonb, ${lacks?.haveSteps ?? null}::int, ${lacks?.needSteps ?? null}::int)
    on conflict (metric, region, service, step, "asOfMs") do update set
      "historyFromMs" = excluded."historyFromMs", demo = excluded.demo, replayed = excluded.replayed, model = excluded.model, members = excluded.members, backtest = excluded.backtest,
      points = excluded.points, "haveSteps" = excluded."haveSteps", "needSteps" = excluded."needSteps"`;
}

async function forgetAsked(db: Db, nowMs: number): Promise<number> {
  return db.$executeRaw`
    delete from forecast where not ${IS_HOURLY} and (replayed or id in (
      select distinct on (metric, region, service, step) id from forecast
      where not ${IS_HOURLY} and "asOfMs" > ${BigInt(nowMs - GONE_MS)}
      order by metric, region, service, step, "asOfMs" desc))`;
}

/** The newest of an hourly series always stays: it says how long ago forecasts stopped. */
async function thin(db: Db, nowMs: number): Promise<number> {
  const oldest = BigInt(Math.floor(nowMs - FORECAST_KEEP_MS));
  const allFrom = BigInt(Math.floor(nowMs - KEEP_ALL_MS));
  const day = BigInt(DAY_MS);
  return db.$executeRaw`
    delete from forecast f using (
      select id, "asOfMs", ${IS_HOURLY} as hourly,
        row_number() over (partition by metric, region, service, step, "asOfMs" / ${day} order by "asOfMs") as of_day,
        row_number() over (partition by metric, region, service, step order by "asOfMs" desc) as newest
      from forecast) o
    where f.id = o.id and (o.newest > 1 or not o.hourly) and (o."asOfMs" < ${oldest} or (o."asOfMs" < ${allFrom} and o.of_day > 1))`;
}

function subjectOf({ metric, region, service, step }: Pick<Row, "metric" | "region" | "service" | "step">) {
  const known = FORECAST_METRICS.find((each) => each === metric);
  const knownStep = FORECAST_STEPS.find((each) => each === step);
  return known === undefined || knownStep === undefined
    ? []
    : [{ metric: known, region, service, step: knownStep }];
}

function toForecast(row: Row): Forecast[] {
  return subjectOf(row).map((subject) => ({
    ...subject,
    asOfMs: Number(row.asOfMs),
    historyFromMs: numberOrNull(row.historyFromMs),
    demo: row.demo,
    replayed: row.replayed,
    outcome: outcomeOf(row),
  }));
}

function outcomeOf({ model, members, backtest, points, haveSteps, needSteps }: Row): ForecastOutcome {
  if (model === null)
    return { kind: "insufficient-history", haveSteps: haveSteps ?? 0, needSteps: needSteps ?? 0 };
  return {
    kind: "forecast",
    model,
    members: storedMembersSchema.parse(members),
    backtest: storedBacktestSchema.parse(backtest),
    points: pointsOfStored(points),
  };
}

function numberOrNull(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
