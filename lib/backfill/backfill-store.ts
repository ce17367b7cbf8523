import { z } from "zod";
import type { Db } from "@/lib/db/client";
import type { Backfill as BackfillRow, Prisma } from "@/lib/db/generated/client";
import {
  BACKFILL_STATES,
  OPEN_STATES,
  type Backfill,
  type BackfillSource,
  type BackfillSpan,
} from "@/lib/domain/backfill";
import { METRIC_NAMES } from "@/lib/domain/metric";
import { LIVE_CHANNEL } from "@/lib/db/job-store";

export interface NewBackfill {
  readonly id: string;
  readonly name: string;
  readonly source: BackfillSource;
  readonly sealedHeaders: string | null;
  readonly demo: boolean;
  /** null: the file tells. */
  readonly span: BackfillSpan | null;
  readonly createdBy: string;
  readonly createdAtMs: number;
}

export interface BackfillStore {
  create(backfill: NewBackfill): Promise<Backfill>;
  byName(name: string): Promise<Backfill | null>;
  find(id: string): Promise<Backfill | null>;
  /** Newest first. */
  list(limit: number): Promise<Backfill[]>;
  /** Whether one waits or runs. */
  isAnyOpen(): Promise<boolean>;
  /** When the newest one that wrote rows ended, which is when its last part began; 0: none did. */
  lastEndedMs(): Promise<number>;
  /** The one to go on with: those that fail give way to the others, then the oldest. null: all is done. */
  nextOpen(): Promise<Backfill | null>;
  sealedHeaders(id: string): Promise<string | null>;
  /** Files that imports were made from; `open`: one of them is still to read it. */
  filePaths(): Promise<{ readonly path: string; readonly open: boolean }[]>;
  /** Where its engine is now; only while it is open. */
  moveSource(id: string, source: BackfillSource): Promise<void>;
  /** It runs from here on, over this span. False: it is not waiting any more. */
  begin(id: string, span: BackfillSpan, nowMs: number): Promise<boolean>;
  /** Nothing is left to do. */
  finish(id: string, nowMs: number): Promise<void>;
  /** null: it was closed already. */
  cancelIfOpen(id: string, nowMs: number): Promise<Backfill | null>;
  /** An attempt begins. It counts as failed until something was written, so that a worker that is killed uses up its tries. */
  noteAttempt(id: string): Promise<void>;
  /** What went wrong with the attempt; `giveUp` ends the import. */
  noteProblem(id: string, problem: string, giveUp: boolean, nowMs: number): Promise<void>;
}

const expressionSchema = z.object({ query: z.string(), companion: z.string().nullable() });
const sourceSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("engine"),
    url: z.string(),
    expressions: z.partialRecord(z.enum(METRIC_NAMES), expressionSchema).nullable(),
    regionLabel: z.string(),
    serviceLabel: z.string(),
    latencyUnit: z.enum(["s", "ms"]),
  }),
  z.object({ kind: z.literal("file"), path: z.string() }),
]);
const NO_FAILURE = { failures: 0, problem: null };
const isOpen = { in: [...OPEN_STATES] };

/** Imports of history. Their rows and their progress are written by lib/pipeline/store/history-write-store.ts. */
export function createBackfillStore(db: Db): BackfillStore {
  return { ...reads(db), ...changes(db) };
}

type Reads = Pick<
  BackfillStore,
  "byName" | "find" | "list" | "isAnyOpen" | "lastEndedMs" | "nextOpen" | "sealedHeaders" | "filePaths"
>;

function reads(db: Db): Reads {
  return {
    async byName(name) {
      const row = await db.backfill.findUnique({ where: { name } });
      return row && toBackfill(row);
    },
    async find(id) {
      const row = await db.backfill.findUnique({ where: { id } });
      return row && toBackfill(row);
    },
    async list(limit) {
      const rows = await db.backfill.findMany({
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        take: limit,
      });
      return rows.map(toBackfill);
    },
    isAnyOpen: async () =>
      (await db.backfill.findFirst({ where: { state: isOpen }, select: { id: true } })) !== null,
    async lastEndedMs() {
      const { _max } = await db.backfill.aggregate({
        _max: { finishedAt: true },
        where: { rows: { gt: 0 } },
      });
      return _max.finishedAt?.getTime() ?? 0;
    },
    async nextOpen() {
      const row = await db.backfill.findFirst({
        where: { state: isOpen },
        orderBy: [{ failures: "asc" }, { createdAt: "asc" }, { id: "asc" }],
      });
      return row && toBackfill(row);
    },
    sealedHeaders: async (id) =>
      (await db.backfill.findUnique({ where: { id }, select: { headers: true } }))?.headers ?? null,
    async filePaths() {
      const rows = await db.$queryRaw<{ path: string; open: boolean }[]>`
        select source->>'path' as path, bool_or(state in ('waiting', 'running')) as open
        from backfill where source->>'kind' = 'file' group by 1`;
      return rows;
    },
  };
}

function changes(db: Db): Omit<BackfillStore, keyof Reads> {
  const tell = (ended = false) =>
    db.$executeRaw`select pg_notify(${LIVE_CHANNEL}, ${JSON.stringify({ topic: "backfill", ended })})`;
  return {
    async create({ span, sealedHeaders, createdAtMs, source, ...fields }) {
      const row = await db.backfill.create({
        data: {
          ...fields,
          source: source as unknown as Prisma.InputJsonValue,
          headers: sealedHeaders,
          state: "waiting",
          createdAt: new Date(createdAtMs),
          ...spanColumns(span),
        },
      });
      await tell();
      return toBackfill(row);
    },
    async moveSource(id, source) {
      const data = { source: source as unknown as Prisma.InputJsonValue, failures: 0 };
      await db.backfill.updateMany({ where: { id, state: isOpen }, data });
    },
    async begin(id, span, nowMs) {
      const data = {
        ...spanColumns(span),
        cursorMs: BigInt(span.toMs),
        state: "running",
        startedAt: new Date(nowMs),
        ...NO_FAILURE,
      };
      const { count } = await db.backfill.updateMany({ where: { id, state: "waiting" }, data });
      await tell();
      return count === 1;
    },
    async finish(id, nowMs) {
      const data = { state: "done", finishedAt: new Date(nowMs), ...NO_FAILURE };
      await db.backfill.updateMany({ where: { id, state: isOpen }, data });
      await tell(true);
    },
    async cancelIfOpen(id, nowMs) {
      const data = { state: "cancelled", finishedAt: new Date(nowMs) };
      const { count } = await db.backfill.updateMany({ where: { id, state: isOpen }, data });
      if (count === 0) return null;
      await tell(true);
      return toBackfill(await db.backfill.findUniqueOrThrow({ where: { id } }));
    },
    async noteAttempt(id) {
      await db.backfill.updateMany({ where: { id, state: isOpen }, data: { failures: { increment: 1 } } });
    },
    async noteProblem(id, problem, giveUp, nowMs) {
      const end = giveUp ? { state: "failed", finishedAt: new Date(nowMs) } : {};
      const data = { problem, ...end };
      await db.backfill.updateMany({ where: { id, state: isOpen }, data });
      await tell();
    },
  };
}

function spanColumns(span: BackfillSpan | null) {
  if (span === null) return {};
  return { fromMs: BigInt(span.fromMs), toMs: BigInt(span.toMs), stepMs: BigInt(span.stepMs) };
}

function toBackfill(row: BackfillRow): Backfill {
  const { fromMs, toMs, stepMs, cursorMs } = row;
  const known = fromMs !== null && toMs !== null && stepMs !== null;
  return {
    id: row.id,
    name: row.name,
    source: sourceSchema.parse(row.source),
    hasHeaders: row.headers !== null,
    demo: row.demo,
    state: z.enum(BACKFILL_STATES).parse(row.state),
    span: known ? { fromMs: Number(fromMs), toMs: Number(toMs), stepMs: Number(stepMs) } : null,
    cursorMs: cursorMs === null ? null : Number(cursorMs),
    points: Number(row.points),
    rows: Number(row.rows),
    skipped: Number(row.skipped),
    workedMs: Number(row.workedMs),
    failures: row.failures,
    problem: row.problem,
    createdBy: row.createdBy,
    createdAtMs: row.createdAt.getTime(),
    finishedAtMs: row.finishedAt?.getTime() ?? null,
  };
}
