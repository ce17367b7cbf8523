import { z } from "zod";
import type { Db } from "@/lib/db/client";
import {
  INCIDENT_CATEGORIES,
  INCIDENT_SEVERITIES,
  SIGNAL_SOURCES,
  type IncidentSignal,
  type SignalSource,
  type SignalSummary,
} from "@/lib/domain/incident";
import type { IncidentFacets } from "@/lib/domain/similar-incident";

export type SignalUpdate = Pick<IncidentSignal, "id" | "title" | "description" | "severity" | "endedMs">;

export interface IncidentSignalStore {
  add(signals: readonly IncidentSignal[]): Promise<void>;
  /** What senders say anew of signals that are known. */
  update(changes: readonly SignalUpdate[]): Promise<void>;
  /** Of these sources' keys those that are known. */
  byKeys(source: SignalSource, keys: readonly string[]): Promise<IncidentSignal[]>;
  firing(source: SignalSource): Promise<IncidentSignal[]>;
  /** Of these subjects those that ended at `sinceMs` or later. */
  endedSince(source: SignalSource, subjects: readonly string[], sinceMs: number): Promise<IncidentSignal[]>;
  /** Of these incidents, oldest first. */
  ofIncidents(ids: readonly string[]): Promise<IncidentSignal[]>;
  /** Of those of these incidents, or of all active ones. */
  summaries(ids?: readonly string[]): Promise<SignalSummary[]>;
  /** What these incidents are compared by. */
  facets(ids: readonly string[]): Promise<IncidentFacets[]>;
  /** Gives one incident's signals to another. */
  move(fromIncidentId: string, toIncidentId: string): Promise<void>;
}

export function createIncidentSignalStore(db: Db): IncidentSignalStore {
  const orderBy = [{ startedMs: "asc" as const }, { id: "asc" as const }];
  return {
    async add(signals) {
      const data = signals.map(({ startedMs, endedMs, recordedMs, labels, ...signal }) => ({
        ...{ ...signal, labels: { ...labels }, startedMs: BigInt(startedMs), endedMs: bigOf(endedMs) },
        recordedMs: BigInt(recordedMs),
      }));
      if (data.length > 0) await db.incidentSignal.createMany({ data });
    },
    async update(changes) {
      if (changes.length === 0) return;
      const column = <K extends keyof SignalUpdate>(name: K) => changes.map((each) => each[name]);
      const texts = [column("id"), column("title"), column("description"), column("severity")];
      await db.$executeRawUnsafe(UPDATE, ...texts, column("endedMs").map(bigOf));
    },
    async byKeys(source, keys) {
      if (keys.length === 0) return [];
      const where = { source, key: { in: [...keys] } };
      return (await db.incidentSignal.findMany({ where, orderBy })).map(toSignal);
    },
    async firing(source) {
      return (await db.incidentSignal.findMany({ where: { source, endedMs: null }, orderBy })).map(toSignal);
    },
    async endedSince(source, subjects, sinceMs) {
      if (subjects.length === 0) return [];
      const where = { source, subject: { in: [...subjects] }, endedMs: { gte: BigInt(sinceMs) } };
      return (await db.incidentSignal.findMany({ where, orderBy })).map(toSignal);
    },
    async ofIncidents(ids) {
      if (ids.length === 0) return [];
      const where = { incidentId: { in: [...ids] } };
      return (await db.incidentSignal.findMany({ where, orderBy })).map(toSignal);
    },
    async summaries(ids) {
      const rows = await db.$queryRawUnsafe<unknown[]>(SUMMARIES, ids ?? null);
      return rows.map((row) => summarySchema.parse(row));
    },
    async facets(ids) {
      const rows = await db.$queryRawUnsafe<unknown[]>(FACETS, ids);
      return rows.map((row) => facetsSchema.parse(row));
    },
    async move(fromIncidentId, toIncidentId) {
      const where = { incidentId: fromIncidentId };
      await db.incidentSignal.updateMany({ where, data: { incidentId: toIncidentId } });
    },
  };
}

const bigOf = (timeMs: number | null) => (timeMs === null ? null : BigInt(timeMs));

const UPDATE = `update incident_signal s
  set title = c.title, description = c.description, severity = c.severity, "endedMs" = c."endedMs"
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
    as c(id, title, description, severity, "endedMs")
  where s.id = c.id`;

const PLACED = `(region is not null or service is not null or source in ('objective', 'prediction'))`;
const FELT = `s.source <> 'prediction'`;
const RANKS = INCIDENT_SEVERITIES.map((severity, rank) => `when '${severity}' then ${rank}`).join(" ");
/** In two steps, because a storm has thousands of signals of few places: only these are made distinct as JSON. */
const SUMMARIES = `with part as (
    select s."incidentId", s.source, s.region, s.service, s."groupKey",
      min(s."startedMs") as first, max(s."startedMs") as newest,
      count(*) filter (where s."endedMs" is null) as firing, max(s."endedMs") as ended,
      min(case s.severity ${RANKS} end) as severity
    from incident_signal s join incident i on i.id = s."incidentId"
    where case when $1::text[] is null then i.status <> 'resolved' else i.id = any($1::text[]) end
    group by 1, 2, 3, 4, 5)
  select s."incidentId", min(first) as "firstMs", max(newest) as "newestMs",
    sum(firing)::bigint as firing, max(ended) as "lastEndedMs",
    min(first) filter (where ${FELT}) as "impactFirstMs", max(ended) filter (where ${FELT}) as "impactLastEndedMs",
    coalesce(sum(firing) filter (where ${FELT}), 0)::bigint as "impactFiring", min(severity) as severity,
    coalesce(jsonb_agg(distinct jsonb_build_object('region', region, 'service', service)) filter (where ${PLACED}), '[]') as places,
    coalesce(jsonb_agg(distinct jsonb_build_object('region', region, 'service', service))
      filter (where ${PLACED} and ${FELT} and firing > 0), '[]') as "feltPlaces",
    coalesce(jsonb_agg(distinct "groupKey") filter (where "groupKey" is not null), '[]') as "groupKeys"
  from part s group by s."incidentId"`;

const FACETS = `select "incidentId",
    coalesce(array_agg(distinct region) filter (where region is not null), '{}') as regions,
    coalesce(array_agg(distinct service) filter (where service is not null), '{}') as services,
    array_agg(distinct source || '/' || subject) as subjects
  from incident_signal where "incidentId" = any($1::text[]) group by "incidentId"`;

const time = z.bigint().transform(Number);
const rowSchema: z.ZodType<IncidentSignal> = z.object({
  id: z.string(),
  incidentId: z.string(),
  source: z.enum(SIGNAL_SOURCES),
  subject: z.string(),
  key: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  severity: z.enum(INCIDENT_SEVERITIES),
  category: z.enum(INCIDENT_CATEGORIES),
  region: z.string().nullable(),
  service: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  url: z.string().nullable(),
  groupKey: z.string().nullable(),
  startedMs: time,
  endedMs: time.nullable(),
  recordedMs: time,
  demo: z.boolean(),
});

const summarySchema: z.ZodType<SignalSummary> = z.object({
  incidentId: z.string(),
  firstMs: time,
  newestMs: time,
  firing: time,
  lastEndedMs: time.nullable(),
  impactFirstMs: time.nullable(),
  impactLastEndedMs: time.nullable(),
  impactFiring: time,
  severity: z.number().transform((rank) => INCIDENT_SEVERITIES[rank]!),
  places: z.array(z.object({ region: z.string().nullable(), service: z.string().nullable() })),
  feltPlaces: z.array(z.object({ region: z.string().nullable(), service: z.string().nullable() })),
  groupKeys: z.array(z.string()),
});

const facetsSchema: z.ZodType<IncidentFacets> = z.object({
  incidentId: z.string(),
  regions: z.array(z.string()),
  services: z.array(z.string()),
  subjects: z.array(z.string()),
});

/** @throws ZodError on a row that this version cannot read */
function toSignal(row: unknown): IncidentSignal {
  return rowSchema.parse(row);
}
