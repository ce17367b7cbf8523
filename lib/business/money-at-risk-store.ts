import type { Db } from "@/lib/db/client";
import type { RevenueAtRisk, RiskDay } from "@/lib/domain/business-snapshot";
import { DAY_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";

const KEEP_MS = 40 * DAY_MS;

export interface MoneyAtRiskStore {
  /** Adds one cycle's amounts to its minute. */
  add(asOfMs: number, currency: string, risk: RevenueAtRisk): Promise<void>;
  /** Sums over the whole minutes of the 24 h before the minute of `asOfMs`; null where none is known in the currency. */
  day(asOfMs: number, currency: string): Promise<RiskDay | null>;
  /** Drops what is no longer kept; returns how many minutes went. */
  thin(nowMs: number): Promise<number>;
}

/** What was at risk, minute by minute: a minute's amount is the mean of its cycles, however many there were. */
export function createMoneyAtRiskStore(db: Db): MoneyAtRiskStore {
  return {
    async add(asOfMs, currency, { low, high, slownessPerMinute }) {
      const minuteMs = BigInt(minuteOf(asOfMs));
      const slownessCycles = slownessPerMinute === null ? 0 : 1;
      // Amounts of another currency cannot be added: the minute begins anew.
      await db.$executeRaw`
        insert into money_at_risk as m ("minuteMs", currency, cycles, "lowSum", "highSum", "slownessSum", "slownessCycles")
        values (${minuteMs}, ${currency}, 1, ${low}, ${high}, ${slownessPerMinute}::float8, ${slownessCycles})
        on conflict ("minuteMs") do update set
          currency = excluded.currency,
          cycles = case when m.currency = excluded.currency then m.cycles else 0 end + 1,
          "lowSum" = case when m.currency = excluded.currency then m."lowSum" else 0 end + excluded."lowSum",
          "highSum" = case when m.currency = excluded.currency then m."highSum" else 0 end + excluded."highSum",
          "slownessSum" = case when m.currency = excluded.currency and m."slownessSum" is not null
            then m."slownessSum" + coalesce(excluded."slownessSum", 0) else excluded."slownessSum" end,
          "slownessCycles" = case when m.currency = excluded.currency then m."slownessCycles" else 0 end
            + excluded."slownessCycles"`;
    },
    async day(asOfMs, currency) {
      const toMs = minuteOf(asOfMs);
      const [row] = await db.$queryRaw<DayRow[]>`
        select count(*)::int as minutes, sum("lowSum" / cycles) as low, sum("highSum" / cycles) as high,
          sum("slownessSum" / nullif("slownessCycles", 0)) as slowness
        from money_at_risk
        where "minuteMs" >= ${BigInt(toMs - DAY_MS)} and "minuteMs" < ${BigInt(toMs)} and currency = ${currency}`;
      if (row.minutes === 0) return null;
      const { minutes, low, high, slowness } = row;
      return { minutes, downtimeCost: low ?? 0, highCost: high ?? 0, slownessCost: slowness };
    },
    async thin(nowMs) {
      const where = { minuteMs: { lt: BigInt(minuteOf(nowMs - KEEP_MS)) } };
      return (await db.moneyAtRisk.deleteMany({ where })).count;
    },
  };
}

interface DayRow {
  readonly minutes: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly slowness: number | null;
}

/** The minute that the newest window of a cycle lies in. */
function minuteOf(asOfMs: number): number {
  return windowStart(asOfMs - 1, MINUTE_MS);
}
