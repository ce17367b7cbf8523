import type { Stores } from "@/lib/context";
import { scopeKey, type RollupRow, type SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, HOUR_MS, TIERS } from "@/lib/domain/window";
import type { BusinessInputs } from "@/lib/pipeline/aggregate/business/business-inputs";
import { CUSTOMER_METRICS, customerHoursFromMs } from "@/lib/pipeline/aggregate/business/customer-figures";
import { DELIVERY_WINDOW_MS } from "@/lib/pipeline/aggregate/business/delivery-figures";
import {
  USUAL_METRICS,
  usualDaysFromMs,
  type UsualRows,
} from "@/lib/pipeline/aggregate/business/usual-shares";
import { foretoldRevenueSpan } from "@/lib/pipeline/aggregate/business/foretold-revenue";
import { sameMinuteSpans, WEEKLY_WINDOW_MS } from "@/lib/pipeline/aggregate/business/weekly-revenue";
import { trafficHours } from "@/lib/pipeline/aggregate/usual-traffic";
import type { RollupReadStore, RollupScope } from "@/lib/pipeline/store/rollup-read-store";

const tierOf = (windowMs: number) => TIERS.find((tier) => tier.windowMs === windowMs)!;
const WEEKLY = tierOf(WEEKLY_WINDOW_MS);
const HOURLY = tierOf(HOUR_MS);
const DAILY = tierOf(DAY_MS);

/** Reads what a cycle's business figures need. Its cost follows regions and services, deployments and peers are bounded. */
export async function readBusinessInputs(
  stores: Stores,
  signals: readonly SignalRow[],
  asOfMs: number,
): Promise<BusinessInputs> {
  const { rollups } = stores;
  // One after the other: these share the caller's transaction, which has one connection.
  const settings = await stores.businessSettings.read();
  const { changes, firstDeploymentMs } = await stores.deployments.production(asOfMs - DELIVERY_WINDOW_MS);
  const incidentsMs = await stores.reviewedIncidents.felt(asOfMs - DELIVERY_WINDOW_MS, asOfMs);
  const standings = await stores.peers.standings(asOfMs);
  const riskDay = await stores.moneyAtRisk.day(asOfMs, settings.currency);
  const foretoldRevenue = isRevenueSent(signals)
    ? await stores.forecasts.foretold({ metric: "revenue", step: "1h", ...foretoldRevenueSpan(asOfMs) })
    : [];
  const [revenueWeeks, usual, customerHours] = await Promise.all([
    revenueRows(rollups, signals, asOfMs),
    usualRows(rollups, signals, asOfMs),
    rollups.windows({
      ...{ metrics: CUSTOMER_METRICS, tier: HOURLY, scope: "regions" },
      ...{ fromMs: customerHoursFromMs(asOfMs), toMs: asOfMs },
    }),
  ]);
  return {
    ...{ settings, revenueWeeks, foretoldRevenue, usual, customerHours },
    ...{ changes, firstDeploymentMs, incidentsMs, standings, riskDay },
  };
}

function isRevenueSent(signals: readonly SignalRow[]): boolean {
  return signals.some(({ metric }) => metric === "revenue");
}

async function revenueRows(
  rollups: RollupReadStore,
  signals: readonly SignalRow[],
  asOfMs: number,
): Promise<RollupRow[]> {
  if (!isRevenueSent(signals)) return [];
  const weeks = await Promise.all(
    sameMinuteSpans(asOfMs).map(({ fromMs, toMs }) =>
      rollups.windows({ metrics: ["revenue"], tier: WEEKLY, fromMs, toMs, scope: "regions" }),
    ),
  );
  return weeks.flat();
}

/** Days are only read where a scope has no data of the same hour last week. */
async function usualRows(
  rollups: RollupReadStore,
  signals: readonly SignalRow[],
  asOfMs: number,
): Promise<UsualRows> {
  const { lastWeekMs } = trafficHours(asOfMs);
  const byScope = async (read: (scope: RollupScope) => Promise<RollupRow[]>) => {
    const [regions, services] = await Promise.all([read("regions"), read("services")]);
    return { regions, services };
  };
  const lastWeek = await byScope((scope) =>
    rollups.windows({
      ...{ metrics: USUAL_METRICS, tier: HOURLY, scope },
      ...{ fromMs: lastWeekMs, toMs: lastWeekMs + HOUR_MS },
    }),
  );
  if (isComplete(lastWeek, signals)) return { lastWeek, days: { regions: [], services: [] } };
  const days = await byScope((scope) =>
    rollups.windows({
      ...{ metrics: USUAL_METRICS, tier: DAILY, scope },
      ...{ fromMs: usualDaysFromMs(asOfMs), toMs: asOfMs },
    }),
  );
  return { lastWeek, days };
}

function isComplete(rows: UsualRows["lastWeek"], signals: readonly SignalRow[]): boolean {
  const keyOf = (row: { metric: string; region: string; service: string | null }) =>
    `${row.metric} ${scopeKey(row.region, row.service)}`;
  const known = new Set([...rows.regions, ...rows.services].map(keyOf));
  const metrics: readonly string[] = USUAL_METRICS;
  return signals.every((signal) => !metrics.includes(signal.metric) || known.has(keyOf(signal)));
}
