import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { readableList, readableRows } from "@/lib/db/readable-rows";
import type { Prisma } from "@/lib/db/generated/client";
import {
  ANOMALY_ENDINGS,
  ANOMALY_METRICS,
  ANOMALY_TESTS,
  type Anomaly,
  type AnomalyMetric,
  type AnomalyScope,
  type ListedAnomaly,
} from "@/lib/domain/anomaly";
import { DEPLOYMENT_KINDS } from "@/lib/domain/deployment";

export type AnomalyListState = "open" | "ended" | "all";

export interface AnomalyFilter {
  readonly state: AnomalyListState;
  readonly region?: string;
  /** Of a service all are listed; else what is part of an anomaly that is listed is not listed by itself. */
  readonly service?: string;
  readonly of?: AnomalyScope;
  /** Those that lie between the two, also in part. */
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly metric?: AnomalyMetric;
  /** The last one of the page before. */
  readonly after?: { readonly startedMs: number; readonly id: string };
  readonly limit: number;
}

/** An open anomaly that this version cannot read. Its series can have no other. */
export interface UnreadableAnomaly {
  readonly id: string;
  readonly metric: string;
  readonly region: string;
  readonly service: string | null;
}

export interface OpenAnomalies {
  readonly anomalies: Anomaly[];
  readonly unreadable: UnreadableAnomaly[];
}

export interface AnomalyStore {
  /** Those that go on, oldest first. */
  open(): Promise<OpenAnomalies>;
  /** Newest first, without those that this version cannot read. */
  list(filter: AnomalyFilter): Promise<ListedAnomaly[]>;
  /** Adds those that are new and replaces those that are known. */
  save(anomalies: readonly Anomaly[]): Promise<void>;
  /** Those that ended before then. */
  deleteBefore(timeMs: number): Promise<number>;
}

export function createAnomalyStore(db: Db): AnomalyStore {
  return {
    async open() {
      const orderBy: Prisma.AnomalyOrderByWithRelationInput[] = [{ startedMs: "asc" }, { id: "asc" }];
      const rows = await db.anomaly.findMany({ where: { endedMs: null }, orderBy });
      const { values, unreadable } = readableRows(rowSchema, rows);
      return { anomalies: values, unreadable };
    },
    async list(filter) {
      const orderBy: Prisma.AnomalyOrderByWithRelationInput[] = [{ startedMs: "desc" }, { id: "desc" }];
      return readableList({
        ...{ table: "anomaly", schema: listedSchema, limit: filter.limit, after: filter.after },
        read: (after, take) => {
          const where = { AND: conditions({ ...filter, after }) };
          return db.anomaly.findMany({ where, orderBy, take, include: PARTS });
        },
        afterOf: ({ startedMs, id }) => ({ startedMs: Number(startedMs), id }),
      });
    },
    async save(anomalies) {
      if (anomalies.length === 0) return;
      // Ended ones first: the next one of a series opens only after the one before.
      const rows = [...anomalies].sort((a, b) => Number(a.endedMs === null) - Number(b.endedMs === null));
      await db.$executeRawUnsafe(SAVE, JSON.stringify(rows));
    },
    async deleteBefore(timeMs) {
      return (await db.anomaly.deleteMany({ where: { endedMs: { lt: BigInt(timeMs) } } })).count;
    },
  };
}

/** What was found when it opened is never written again. */
const LATER = [
  ...["endedMs", "ending", "farthestMs", "observed", "expected", "distance", "moves", "suspects"],
  ...["judgedMs", "outsideUntilMs", "calmWindows", "silentWindows", "causeId"],
];
const SAVE = `insert into anomaly select r.* from jsonb_array_elements($1::jsonb) with ordinality e(value, n)
  cross join lateral jsonb_populate_record(null::anomaly, jsonb_strip_nulls(e.value)) r order by e.n
  on conflict (id) do update set ${LATER.map((column) => `"${column}" = excluded."${column}"`).join(", ")}`;

const PARTS = {
  parts: { select: { id: true, service: true }, orderBy: [{ service: "asc" }, { id: "asc" }] },
} satisfies Prisma.AnomalyInclude;
/** What outlasts the one it began with stands by itself, until it ends too. */
const BY_ITSELF: Prisma.AnomalyWhereInput = {
  OR: [{ causeId: null }, { endedMs: null, cause: { endedMs: { not: null } } }],
};

function conditions(filter: AnomalyFilter): Prisma.AnomalyWhereInput[] {
  const { state, region, service, of, metric, fromMs, toMs, after } = filter;
  const endedMs = { open: null, ended: { not: null }, all: undefined }[state];
  const all: Prisma.AnomalyWhereInput[] = [{ endedMs, region, service, metric }];
  if (service === undefined) all.push(BY_ITSELF);
  if (of !== undefined) all.push({ service: of === "regions" ? null : { not: null } });
  if (fromMs !== undefined) all.push({ OR: [{ endedMs: null }, { endedMs: { gt: BigInt(fromMs) } }] });
  if (toMs !== undefined) all.push({ startedMs: { lt: BigInt(toMs) } });
  if (after === undefined) return all;
  const startedMs = BigInt(after.startedMs);
  return [...all, { OR: [{ startedMs: { lt: startedMs } }, { startedMs, id: { lt: after.id } }] }];
}

/** What is stored as JSON is parsed when it is read: a row of another version is left out instead of telling nonsense. */
const time = z.bigint().transform(Number);
const rowFields = {
  id: z.string(),
  metric: z.enum(ANOMALY_METRICS),
  region: z.string(),
  service: z.string().nullable(),
  startedMs: time,
  openedMs: time,
  endedMs: time.nullable(),
  ending: z.enum(ANOMALY_ENDINGS).nullable(),
  direction: z.enum(["above", "below"]),
  against: z.array(z.enum(ANOMALY_TESTS)),
  reach: z.number(),
  farthestMs: time,
  observed: z.number(),
  expected: z.number(),
  distance: z.number(),
  moves: z.object({ compared: z.number(), alike: z.number() }).nullable(),
  suspects: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(DEPLOYMENT_KINDS),
      service: z.string().nullable().default(null),
      region: z.string().nullable().default(null),
      version: z.string().nullable().default(null),
      deployedAtMs: z.number(),
    }),
  ),
  causeId: z.string().nullable(),
  judgedMs: time,
  outsideUntilMs: time,
  calmWindows: z.number(),
  silentWindows: z.number(),
  demo: z.boolean(),
};
const rowSchema: z.ZodType<Anomaly> = z.object(rowFields);
const listedSchema: z.ZodType<ListedAnomaly> = z.object({
  ...rowFields,
  parts: z
    .array(z.object({ id: z.string(), service: z.string().nullable() }))
    .transform((parts) => parts.flatMap(({ id, service }) => (service === null ? [] : [{ id, service }]))),
});
