import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { DAY_MS } from "@/lib/domain/window";

const outcomeSchema = z.object({
  counted: z.int(),
  refused: z.record(z.string(), z.int()),
  ignored: z.record(z.string(), z.int()),
});
export type KpiOutcome = z.infer<typeof outcomeSchema>;

export interface KpiRequest {
  readonly id: string;
  /** An OTLP request in JSON, which is what the ingest log keeps. */
  readonly body: string;
  readonly keyId: string;
  readonly demo: boolean;
}

/** Requests that an ingester took and never settled, and which has been silent for an hour. */
export interface StrandedKpis {
  readonly ingesterId: string;
  readonly requests: number;
  readonly oldestMs: number;
}

export interface KpiOutboxStore {
  /** Keeps a request for an ingester. Sweeps those that were settled a day ago. */
  add(request: KpiRequest, nowMs: number): Promise<void>;
  /** What became of a request; null: it waits. */
  outcome(id: string): Promise<KpiOutcome | null>;
  /** Gives an ingester the requests that nobody took, with those it took and did not settle; oldest first. */
  take(ingesterId: string, limit: number): Promise<KpiRequest[]>;
  settle(id: string, outcome: KpiOutcome, nowMs: number): Promise<void>;
  /**
   * What only an ingester that is gone can count. Nobody else may: its log may hold a request, or the roll-ups contain it
   * already, and when it comes back it would count a second time.
   */
  stranded(): Promise<StrandedKpis[]>;
}

export function createKpiOutboxStore(db: Db): KpiOutboxStore {
  return {
    async add(request, nowMs) {
      await db.kpiOutbox.deleteMany({ where: { settledAt: { lt: new Date(nowMs - DAY_MS) } } });
      await db.kpiOutbox.create({ data: { ...request, receivedAt: new Date(nowMs) } });
    },
    async outcome(id) {
      const row = await db.kpiOutbox.findUnique({ where: { id }, select: { outcome: true } });
      return row?.outcome ? outcomeSchema.parse(row.outcome) : null;
    },
    async take(ingesterId, limit) {
      // Two ingesters at once: each row goes to one, for good; a log that has it must be the one that has it.
      await db.$executeRaw`
        update kpi_outbox set "takenBy" = ${ingesterId} where id in (
          select id from kpi_outbox where "settledAt" is null and "takenBy" is null
          order by "receivedAt", id limit ${limit} for update skip locked)`;
      return db.kpiOutbox.findMany({
        where: { takenBy: ingesterId, settledAt: null },
        orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
        take: limit,
        select: { id: true, body: true, keyId: true, demo: true },
      });
    },
    async settle(id, outcome, nowMs) {
      await db.kpiOutbox.update({ where: { id }, data: { outcome, settledAt: new Date(nowMs) } });
    },
    async stranded() {
      // An ingester that runs flushes every ten seconds, by the database's own clock.
      const rows = await db.$queryRaw<{ takenBy: string; requests: bigint; oldest: Date }[]>`
        select o."takenBy", count(*) as requests, min(o."receivedAt") as oldest
        from kpi_outbox o left join ingester i on i.id = o."takenBy"
        where o."settledAt" is null and o."takenBy" is not null
          and coalesce(greatest(i.flushed_at, i.taken_at) < now() - interval '1 hour', true)
        group by o."takenBy" order by o."takenBy"`;
      return rows.map(({ takenBy, requests, oldest }) => ({
        ingesterId: takenBy,
        requests: Number(requests),
        oldestMs: oldest.getTime(),
      }));
    },
  };
}
