import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { ACTING_STATES, WAITING_STATES, type ResponseRun, type RunState } from "@/lib/domain/response";
import { runRowSchema } from "./response-schema";

/** What is known of a run when it is thought of. */
export type NewRun = Pick<
  ResponseRun,
  "policyId" | "policyName" | "mode" | "incidentId" | "signalId" | "region" | "service" | "action" | "step"
> &
  Pick<ResponseRun, "state" | "reason" | "createdMs" | "expiresMs" | "demo">;

export type RunChange = Partial<Omit<ResponseRun, "id" | "version" | keyof Omit<NewRun, "state">>>;

export interface RunFilter {
  readonly incidentId?: string;
  readonly states?: readonly RunState[];
  /** The last one of the page before. */
  readonly after?: { readonly createdMs: number; readonly id: string };
  readonly limit: number;
}

export interface ResponseStore {
  /** Whoever claims waits here for whoever does until that one has committed: limits are counted by one at a time. */
  lockClaims(): Promise<void>;
  add(run: NewRun): Promise<ResponseRun>;
  find(id: string): Promise<ResponseRun | null>;
  /** Newest first. */
  list(filter: RunFilter): Promise<ResponseRun[]>;
  /** Of these incidents, oldest first. */
  ofIncidents(ids: readonly string[]): Promise<ResponseRun[]>;
  /** Those that wait for a decision, and those that act. Oldest first. */
  open(): Promise<ResponseRun[]>;
  /** What limits count: those that act, and those that were claimed since. */
  counted(sinceMs: number): Promise<ResponseRun[]>;
  /** Only as it was read; null: somebody was quicker. */
  changeIf(id: string, version: number, change: RunChange): Promise<ResponseRun | null>;
}

/** Of the advisory lock; any number that nothing else uses. */
const CLAIM_LOCK = 7_206_002;

export function createResponseStore(db: Db): ResponseStore {
  const oldest = [{ createdMs: "asc" as const }, { id: "asc" as const }];
  return {
    async lockClaims() {
      await db.$executeRaw`select pg_advisory_xact_lock(${CLAIM_LOCK}::bigint)`;
    },
    async add(run) {
      const data = {
        id: randomUUID(),
        ...columns(run),
      } as unknown as Prisma.AutomatedResponseUncheckedCreateInput;
      return toRun(await db.automatedResponse.create({ data }));
    },
    async find(id) {
      const row = await db.automatedResponse.findUnique({ where: { id } });
      return row && toRun(row);
    },
    async list({ incidentId, states, after, limit }) {
      const older = after && { createdMs: BigInt(after.createdMs), id: after.id };
      const where: Prisma.AutomatedResponseWhereInput = {
        incidentId,
        ...(states ? { state: { in: [...states] } } : {}),
        ...(older
          ? { OR: [{ createdMs: { lt: older.createdMs } }, { ...older, id: { lt: older.id } }] }
          : {}),
      };
      const orderBy = [{ createdMs: "desc" as const }, { id: "desc" as const }];
      return (await db.automatedResponse.findMany({ where, orderBy, take: limit })).map(toRun);
    },
    async ofIncidents(ids) {
      if (ids.length === 0) return [];
      const where = { incidentId: { in: [...ids] } };
      return (await db.automatedResponse.findMany({ where, orderBy: oldest })).map(toRun);
    },
    async open() {
      const where = { state: { in: [...WAITING_STATES, ...ACTING_STATES] } };
      return (await db.automatedResponse.findMany({ where, orderBy: oldest })).map(toRun);
    },
    async counted(sinceMs) {
      const where = {
        OR: [{ state: { in: [...ACTING_STATES] } }, { claimedMs: { gt: BigInt(sinceMs) } }],
      };
      return (await db.automatedResponse.findMany({ where, orderBy: oldest })).map(toRun);
    },
    async changeIf(id, version, change) {
      const data = {
        ...columns(change),
        version: { increment: 1 },
      } as unknown as Prisma.AutomatedResponseUpdateManyMutationInput;
      const rows = await db.automatedResponse.updateManyAndReturn({ where: { id, version }, data });
      return rows.map(toRun)[0] ?? null;
    },
  };
}

const JSONS: readonly string[] = ["action", "request", "answer", "before", "after"];

function columns(fields: Partial<ResponseRun>): Record<string, unknown> {
  const column = ([name, value]: [string, unknown]) => {
    if (name.endsWith("Ms") && typeof value === "number") return [name, BigInt(value)];
    return [name, JSONS.includes(name) && value === null ? Prisma.DbNull : value];
  };
  return Object.fromEntries(Object.entries(fields).map(column));
}

/** @throws ZodError on a row that this version cannot read */
function toRun(row: unknown): ResponseRun {
  return runRowSchema.parse(row);
}
