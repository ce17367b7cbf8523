import { z } from "zod";
import type { Db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import {
  INCIDENT_CATEGORIES,
  INCIDENT_SEVERITIES,
  INCIDENT_STATUSES,
  INCIDENT_ROLES,
  PINNABLE,
  type Incident,
  type IncidentSeverity,
} from "@/lib/domain/incident";

export type IncidentListState = "active" | "resolved" | "all";

export interface IncidentFilter {
  readonly state: IncidentListState;
  readonly severity?: IncidentSeverity;
  readonly region?: string;
  readonly service?: string;
  readonly assigneeId?: string;
  /** The last one of the page before. */
  readonly after?: { readonly detectedMs: number; readonly id: string };
  readonly limit: number;
}

/** What changes of an incident; its id, number and detection never do. */
export type IncidentChange = Partial<
  Omit<Incident, "id" | "number" | "detectedMs" | "updatedMs" | "demo" | "version">
>;

export interface IncidentStore {
  /** Whoever opens or groups waits here for whoever does until that one has committed: one cause must not open twice. */
  lockGrouping(): Promise<void>;
  create(incident: Omit<Incident, "number" | "version">): Promise<Incident>;
  /** null: there is none. */
  find(id: string): Promise<Incident | null>;
  findAll(ids: readonly string[]): Promise<Incident[]>;
  active(): Promise<Incident[]>;
  /** Newest first. One that was merged into another is not listed. */
  list(filter: IncidentFilter): Promise<Incident[]>;
  /** Whatever its version: what the system does. */
  change(id: string, change: IncidentChange, nowMs: number): Promise<Incident>;
  /** Only as it was read; null: somebody was quicker. */
  changeIf(id: string, version: number, change: IncidentChange, nowMs: number): Promise<Incident | null>;
}

/** Of the advisory lock; any number that nothing else uses. */
const GROUPING_LOCK = 7_206_001;

export function createIncidentStore(db: Db): IncidentStore {
  return {
    async lockGrouping() {
      await db.$executeRaw`select pg_advisory_xact_lock(${GROUPING_LOCK}::bigint)`;
    },
    create: async (incident) => toIncident(await db.incident.create({ data: columns(incident) })),
    async find(id) {
      const row = await db.incident.findUnique({ where: { id } });
      return row && toIncident(row);
    },
    async findAll(ids) {
      if (ids.length === 0) return [];
      return (await db.incident.findMany({ where: { id: { in: [...ids] } } })).map(toIncident);
    },
    async active() {
      const where = { status: { not: "resolved" } };
      return (await db.incident.findMany({ where, orderBy: ORDER })).map(toIncident);
    },
    async list(filter) {
      const rows = await db.incident.findMany({
        where: conditions(filter),
        orderBy: ORDER,
        take: filter.limit,
      });
      return rows.map(toIncident);
    },
    async change(id, change, nowMs) {
      const data = { ...changed(change), updatedMs: BigInt(nowMs), version: { increment: 1 } };
      return toIncident(await db.incident.update({ where: { id }, data }));
    },
    async changeIf(id, version, change, nowMs) {
      const data = { ...changed(change), updatedMs: BigInt(nowMs), version: { increment: 1 } };
      const { count } = await db.incident.updateMany({ where: { id, version }, data });
      return count === 0 ? null : toIncident(await db.incident.findUniqueOrThrow({ where: { id } }));
    },
  };
}

const ORDER: Prisma.IncidentOrderByWithRelationInput[] = [{ detectedMs: "desc" }, { id: "desc" }];

function conditions(filter: IncidentFilter): Prisma.IncidentWhereInput {
  const { state, severity, region, service, assigneeId, after } = filter;
  const status = { active: { not: "resolved" }, resolved: "resolved", all: undefined }[state];
  const AND: Prisma.IncidentWhereInput[] = [];
  if (region !== undefined) AND.push({ signals: { some: { region } } });
  if (service !== undefined) AND.push({ signals: { some: { service } } });
  if (after !== undefined) {
    const detectedMs = BigInt(after.detectedMs);
    AND.push({ OR: [{ detectedMs: { lt: detectedMs } }, { detectedMs, id: { lt: after.id } }] });
  }
  return { mergedIntoId: null, status, severity, assigneeId, AND };
}

const TIMES = [
  ...[
    "detectedMs",
    "impactStartMs",
    "impactEndMs",
    "acknowledgedMs",
    "resolvedMs",
    "quietSinceMs",
    "updatedMs",
  ],
] as const;

function withTimes<T extends object>(fields: T): T {
  const times = TIMES.filter((name) => name in fields).map((name) => {
    const value = (fields as Record<string, number | null | undefined>)[name];
    return [name, typeof value === "number" ? BigInt(value) : value] as const;
  });
  return { ...fields, ...Object.fromEntries(times) };
}

function columns(incident: Omit<Incident, "number" | "version">): Prisma.IncidentCreateInput {
  return withTimes({ ...incident, pinned: [...incident.pinned] }) as unknown as Prisma.IncidentCreateInput;
}

function changed(change: IncidentChange): Prisma.IncidentUpdateManyMutationInput {
  const pinned = change.pinned === undefined ? {} : { pinned: [...change.pinned] };
  return withTimes({ ...change, ...pinned }) as unknown as Prisma.IncidentUpdateManyMutationInput;
}

const time = z.bigint().transform(Number);
const rowSchema: z.ZodType<Incident> = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  description: z.string().nullable(),
  severity: z.enum(INCIDENT_SEVERITIES),
  status: z.enum(INCIDENT_STATUSES),
  category: z.enum(INCIDENT_CATEGORIES),
  pinned: z.array(z.enum(PINNABLE)),
  region: z.string().nullable(),
  service: z.string().nullable(),
  detectedMs: time,
  impactStartMs: time.nullable(),
  impactEndMs: time.nullable(),
  acknowledgedMs: time.nullable(),
  acknowledgedBy: z.string().nullable(),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  roles: z.partialRecord(z.enum(INCIDENT_ROLES), z.string()),
  resolvedMs: time.nullable(),
  resolvedBy: z.string().nullable(),
  resolution: z.string().nullable(),
  rootCause: z.string().nullable(),
  quietSinceMs: time.nullable(),
  mergedIntoId: z.string().nullable(),
  updatedMs: time,
  version: z.number(),
  demo: z.boolean(),
});

/** @throws ZodError on a row that this version cannot read */
function toIncident(row: unknown): Incident {
  return rowSchema.parse(row);
}
