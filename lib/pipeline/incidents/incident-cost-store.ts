import type { Db } from "@/lib/db/client";
import type { MoneyRange } from "@/lib/domain/business-snapshot";
import { MINUTE_MS, WINDOW_MS, windowStart } from "@/lib/domain/window";
import type { CostOfCycle } from "@/lib/pipeline/aggregate/incident-cost";

/** What an incident has cost from the start of its impact to the end of it, or until now. */
export interface IncidentTotals {
  readonly incidentId: string;
  /** How much of that time it is known for. */
  readonly knownMs: number;
  /** The most at a time; null: never known. */
  readonly usersPeak: number | null;
  /** Summed over the time that it is known for; null: never known. */
  readonly money: MoneyRange | null;
  readonly currency: string | null;
}

export interface IncidentCostStore {
  /** Adds one cycle's; the same cycle, or an older one, again adds nothing. */
  add(asOfMs: number, costs: readonly CostOfCycle[]): Promise<void>;
  /** Of these incidents those of which something is known. */
  totals(ids: readonly string[]): Promise<IncidentTotals[]>;
}

/** What incidents cost, minute by minute. */
export function createIncidentCostStore(db: Db): IncidentCostStore {
  return {
    async add(asOfMs, costs) {
      if (costs.length === 0) return;
      const minuteMs = windowStart(asOfMs - 1, MINUTE_MS);
      await db.$executeRawUnsafe(ADD, BigInt(minuteMs), BigInt(asOfMs), JSON.stringify(costs));
    },
    async totals(ids) {
      if (ids.length === 0) return [];
      const rows = await db.$queryRawUnsafe<TotalRow[]>(TOTALS, ids);
      return rows.map(({ incidentId, cycles, low, high, usersPeak, currency }) => {
        const money = currency === null ? null : { low: toAmount(low), high: toAmount(high) };
        return { incidentId, usersPeak, knownMs: cycles * WINDOW_MS, money, currency };
      });
    },
  };
}

interface TotalRow {
  readonly incidentId: string;
  readonly cycles: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly usersPeak: number | null;
  readonly currency: string | null;
}

/** A sum of amounts a minute, each of which held for one window. */
function toAmount(sum: number | null): number {
  return ((sum ?? 0) * WINDOW_MS) / MINUTE_MS;
}

// Amounts of another currency cannot be added: the minute begins anew.
const ADD = `insert into incident_minute as m
    ("incidentId", "minuteMs", "newestMs", currency, cycles, "lowSum", "highSum", "usersPeak")
  select "incidentId", $1::bigint, $2::bigint, currency, case when low is null then 0 else 1 end,
    coalesce(low, 0), coalesce(high, 0), users
  from jsonb_to_recordset($3::jsonb)
    as c("incidentId" text, currency text, low float8, high float8, users float8)
  on conflict ("incidentId", "minuteMs") do update set
    "newestMs" = excluded."newestMs",
    currency = coalesce(excluded.currency, m.currency),
    cycles = case when m.currency <> excluded.currency then 0 else m.cycles end + excluded.cycles,
    "lowSum" = case when m.currency <> excluded.currency then 0 else m."lowSum" end + excluded."lowSum",
    "highSum" = case when m.currency <> excluded.currency then 0 else m."highSum" end + excluded."highSum",
    "usersPeak" = greatest(m."usersPeak", excluded."usersPeak")
  where m."newestMs" < excluded."newestMs"`;

/** Within the impact as it is known now, in the newest currency; what was counted in another is not known. */
const TOTALS = `with m as (
    select m.*, first_value(m.currency) over (
        partition by m."incidentId" order by m.currency is null, m."minuteMs" desc) as newest
    from incident_minute m join incident i on i.id = m."incidentId"
    where i.id = any($1::text[]) and m."newestMs" > i."impactStartMs"
      and (i."impactEndMs" is null or m."minuteMs" < i."impactEndMs"))
  select "incidentId", max(newest) as currency, max("usersPeak") as "usersPeak",
    coalesce(sum(cycles) filter (where currency = newest), 0)::int as cycles,
    sum("lowSum") filter (where currency = newest) as low, sum("highSum") filter (where currency = newest) as high
  from m group by "incidentId"`;
