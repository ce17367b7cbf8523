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
} from "@/lib/domain/anomaly";
import { DEPLOYMENT_KINDS } from "@/lib/domain/deployment";

export type AnomalyListState = "open" | "ended" | "all";

export interface AnomalyFilter {
  readonly state: AnomalyListState;
  readonly region?: string;
  readonly service?: string;
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
}

export interface OpenAnomalies {
  readonly anomalies: Anomaly[];
  readonly unreadable: UnreadableAnomaly[];
}

export interface AnomalyStore {
  /** Those that go on, oldest first. */
  open(): Promise<OpenAnomalies>;
  /** Newest first, without those that this version cannot read. */
  list(filter: AnomalyFilter): Promise<Anomaly[]>;
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
        ...{ table: "anomaly", schema: rowSchema, limit: filter.limit, after: filter.after },
        read: (after, take) =>
          db.anomaly.findMany({ where: conditions({ ...filter, after }), orderBy, take }),
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
  ...["judgedMs", "outsideUntilMs", "calmWindows", "silentWindows"],
];
const SAVE = `insert into anomaly select r.* from jsonb_array_elements($1::jsonb) with ordinality e(value, n)
  cross join lateral jsonb_populate_record(null::anomaly, jsonb_strip_nulls(e.value)) r order by e.n
  on conflict (id) do update set ${LATER.map((column) => `"${column}" = excluded."${column}"`).join(", ")}`;

function conditions({ state, region, service, metric, after }: AnomalyFilter): Prisma.AnomalyWhereInput {
  const endedMs = { open: null, ended: { not: null }, all: undefined }[state];
  if (after === undefined) return { endedMs, region, service, metric };
  const startedMs = BigInt(after.startedMs);
  const OR = [{ startedMs: { lt: startedMs } }, { startedMs, id: { lt: after.id } }];
  return { endedMs, region, service, metric, OR };
}

/** What is stored as JSON is parsed when it is read: a row of another version is left out instead of telling nonsense. */
const time = z.bigint().transform(Number);
const rowSchema: z.ZodType<Anomaly> = z.object({
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
  judgedMs: time,
  outsideUntilMs: time,
  calmWindows: z.number(),
  silentWindows: z.number(),
  demo: z.boolean(),
});
