import type { RevenueAtRisk } from "@/lib/domain/business-snapshot";
import type { RegionResult } from "./business-scopes";
import { addWeeks, counterfactual, type Counterfactual } from "./counterfactual";
import { addRisks, measuredRisk } from "./revenue-at-risk";

/**
 * The regions whose revenue is measured count as one: what moves to another region is not lost. The configured ones are
 * added. @param worldForecast what was forecast a day before of all regions together; null: nothing was
 */
export function worldRisk(
  regions: readonly RegionResult[],
  worldForecast: Counterfactual | null,
  abandonmentRatio: number,
): RevenueAtRisk | null {
  const measured = regions.filter(({ revenue }) => revenue.risk?.method === "counterfactual");
  const configured = regions.flatMap(({ revenue }) =>
    revenue.risk?.method === "configured" ? revenue.risk : [],
  );
  const should = shouldOf(regions, measured, worldForecast);
  if (should === null) return addRisks(regions.flatMap(({ revenue }) => revenue.risk ?? []));
  const actual = sum(measured.map(({ revenue }) => revenue.risk?.actualPerMinute ?? 0));
  const slow = measured.flatMap(({ revenue }) => revenue.risk?.slownessPerMinute ?? []);
  const together: RevenueAtRisk = {
    ...measuredRisk(should, actual, { failed: null, frustrated: null }, abandonmentRatio),
    slownessPerMinute: slow.length === 0 ? null : sum(slow),
  };
  return addRisks([together, ...configured]);
}

/**
 * The world's own forecast, whose range knows how regions go together, where it is of just the regions that are measured.
 * Else the regions' forecasts are added up, ranges too, as if all erred the same way: wider than it need be.
 */
function shouldOf(
  regions: readonly RegionResult[],
  measured: readonly RegionResult[],
  worldForecast: Counterfactual | null,
): Counterfactual | null {
  const forecast = measured.flatMap(({ revenue: { should } }) =>
    should !== null && should.forecastAsOfMs !== null ? should : [],
  );
  const byWeeks = measured.filter(({ revenue }) => revenue.should?.forecastAsOfMs === null);
  const senders = regions.filter(({ scope }) => scope.present.signals.has("revenue"));
  if (worldForecast !== null && forecast.length > 0 && forecast.length === senders.length)
    return worldForecast;
  if (byWeeks.length === 0) return forecast.length === 0 ? null : addedUp(forecast);
  const weeks = counterfactual(addWeeks(byWeeks.map((region) => region.weeks)));
  if (weeks === null) return null;
  const fewest = Math.min(...byWeeks.map(({ revenue }) => revenue.risk?.weeks ?? 1));
  return addedUp([{ ...weeks, weeks: fewest }, ...forecast]);
}

function addedUp(parts: readonly Counterfactual[]): Counterfactual {
  const known = (of: (part: Counterfactual) => number | null) => parts.flatMap((part) => of(part) ?? []);
  const least = (values: readonly number[]) => (values.length === 0 ? null : Math.min(...values));
  return {
    perMinute: sum(parts.map((part) => part.perMinute)),
    lowPerMinute: sum(parts.map((part) => part.lowPerMinute)),
    highPerMinute: sum(parts.map((part) => part.highPerMinute)),
    weeks: least(known((part) => part.weeks)),
    forecastAsOfMs: least(known((part) => part.forecastAsOfMs)),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
