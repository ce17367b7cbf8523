import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/lib/db/client";
import {
  INCIDENT_CATEGORIES,
  INCIDENT_SEVERITIES,
  SIGNAL_SOURCES,
  type IncidentSignal,
  type NewSignal,
  type SignalSource,
  type SignalSummary,
} from "@/lib/domain/incident";

export interface IncidentSignalStore {
  add(incidentId: string, signal: NewSignal, recordedMs: number): Promise<IncidentSignal>;
  /** What a sender says anew of a signal that is known. */
  update(
    id: string,
    change: Pick<NewSignal, "title" | "description" | "severity" | "endedMs">,
  ): Promise<void>;
  /** Of these sources' keys those that are known. */
  byKeys(source: SignalSource, keys: readonly string[]): Promise<IncidentSignal[]>;
  firing(source: SignalSource): Promise<IncidentSignal[]>;
  /** The newest that ended since, of the same thing. */
  lastOfSubject(source: SignalSource, subject: string): Promise<IncidentSignal | null>;
  /** Of these incidents, oldest first. */
  ofIncidents(ids: readonly string[]): Promise<IncidentSignal[]>;
  /** Of those of these incidents, or of all active ones. */
  summaries(ids?: readonly string[]): Promise<SignalSummary[]>;
  /** Gives one incident's signals to another. */
  move(fromIncidentId: string, toIncidentId: string): Promise<void>;
}

export function createIncidentSignalStore(db: Db): IncidentSignalStore {
  const orderBy = [{ startedMs: "asc" as const }, { id: "asc" as const }];
  return {
    async add(incidentId, { startedMs, endedMs, ...signal }, recordedMs) {
      const times = { startedMs: BigInt(startedMs), endedMs: endedMs === null ? null : BigInt(endedMs) };
      const data = { ...signal, ...times, id: randomUUID(), incidentId, recordedMs: BigInt(recordedMs) };
      return toSignal(await db.incidentSignal.create({ data }));
    },
    async update(id, { endedMs, ...change }) {
      const data = { ...change, endedMs: endedMs === null ? null : BigInt(endedMs) };
      await db.incidentSignal.update({ where: { id }, data });
    },
    async byKeys(source, keys) {
      if (keys.length === 0) return [];
      const where = { source, key: { in: [...keys] } };
      return (await db.incidentSignal.findMany({ where, orderBy })).map(toSignal);
    },
    async firing(source) {
      return (await db.incidentSignal.findMany({ where: { source, endedMs: null }, orderBy })).map(toSignal);
    },
    async lastOfSubject(source, subject) {
      const where = { source, subject, endedMs: { not: null } };
      const row = await db.incidentSignal.findFirst({ where, orderBy: { endedMs: "desc" } });
      return row && toSignal(row);
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
    async move(fromIncidentId, toIncidentId) {
      const where = { incidentId: fromIncidentId };
      await db.incidentSignal.updateMany({ where, data: { incidentId: toIncidentId } });
    },
  };
}

const PLACED = `(s.region is not null or s.service is not null or s.source in ('objective', 'prediction'))`;
const FELT = `s.source <> 'prediction'`;
const RANKS = INCIDENT_SEVERITIES.map((severity, rank) => `when '${severity}' then ${rank}`).join(" ");
const SUMMARIES = `select s."incidentId", min(s."startedMs") as "firstMs", max(s."startedMs") as "newestMs",
    count(*) filter (where s."endedMs" is null) as firing, max(s."endedMs") as "lastEndedMs",
    min(s."startedMs") filter (where ${FELT}) as "impactFirstMs",
    max(s."endedMs") filter (where ${FELT}) as "impactLastEndedMs",
    count(*) filter (where ${FELT} and s."endedMs" is null) as "impactFiring",
    min(case s.severity ${RANKS} end) as severity,
    coalesce(jsonb_agg(distinct jsonb_build_object('region', s.region, 'service', s.service)) filter (where ${PLACED}), '[]') as places,
    coalesce(jsonb_agg(distinct s."groupKey") filter (where s."groupKey" is not null), '[]') as "groupKeys"
  from incident_signal s join incident i on i.id = s."incidentId"
  where case when $1::text[] is null then i.status <> 'resolved' else i.id = any($1::text[]) end
  group by s."incidentId"`;

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
  groupKeys: z.array(z.string()),
});

/** @throws ZodError on a row that this version cannot read */
function toSignal(row: unknown): IncidentSignal {
  return rowSchema.parse(row);
}
