import type { BusinessFigures, RevenueAtRisk } from "@/lib/domain/business-snapshot";
import type { MissingFigure } from "@/lib/domain/missing-figure";
import { addWeeks, counterfactual } from "./counterfactual";
import { businessMissing } from "./business-missing-world";
import type { RegionResult, ScopesInput } from "./business-scopes";
import { competition } from "./competition";
import { worldCost } from "./cost-efficiency";
import { customerFigures } from "./customer-figures";
import { deliveryFigures } from "./delivery-figures";
import { addRisks, measuredRisk } from "./revenue-at-risk";

/** The world's business figures. @param satisfiedNow the satisfaction of the present, 0–1; null: nothing came lately */
export function businessFigures(
  input: ScopesInput,
  regions: readonly RegionResult[],
  satisfiedNow: number | null,
): BusinessFigures {
  const { asOfMs, signals, business } = input;
  const { settings, changes, firstDeploymentMs, standings, customerHours } = business;
  const users = regions.flatMap(({ impact }) => impact.usersAffected ?? []);
  const figures = {
    currency: settings.currency,
    abandonmentRatio: settings.abandonmentRatio,
    ...revenueNow(regions),
    risk: worldRisk(regions, settings.abandonmentRatio),
    regionsWithoutRevenue: codesOf(
      regions.filter(({ scope, revenue }) => scope.figures.requestsPerSecond && revenue.risk === null),
    ),
    riskDay: business.riskDay,
    usersAffected: users.length === 0 ? null : sum(users),
    cost: worldCost(
      regions.map(({ business: { cost }, scope }) => ({
        cost,
        requestsPerSecond: scope.figures.requestsPerSecond,
      })),
    ),
    targetUtilizationRatio: settings.targetUtilizationRatio,
    regionsWithoutPrice: codesOf(
      regions.filter(({ business: { cost }, scope }) => scope.figures.servers !== null && cost === null),
    ),
    delivery: deliveryFigures(changes, firstDeploymentMs, asOfMs),
    customers: customerFigures(customerHours, signals, satisfiedNow, asOfMs),
    competition: competition(standings),
  };
  const missing: readonly MissingFigure[] = businessMissing(figures, { regions, signals, standings });
  return { ...figures, missing };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const codesOf = (regions: readonly RegionResult[]) => regions.map(({ scope }) => scope.region);

/** What comes: measured where it is sent, else as configured. */
function revenueNow(
  regions: readonly RegionResult[],
): Pick<BusinessFigures, "revenuePerMinute" | "revenueSource"> {
  const measured = regions.flatMap(({ business }) => business.revenuePerMinute ?? []);
  const configured = regions.flatMap(({ business, configuredPerMinute }) =>
    business.revenuePerMinute === null ? (configuredPerMinute ?? []) : [],
  );
  if (measured.length + configured.length === 0) return { revenuePerMinute: null, revenueSource: null };
  const revenueSource = configured.length === 0 ? "measured" : measured.length === 0 ? "configured" : "mixed";
  return { revenuePerMinute: sum([...measured, ...configured]), revenueSource };
}

/**
 * The regions whose revenue is compared with earlier weeks count as one: what moves to another region is not lost. The
 * configured ones are added.
 */
function worldRisk(regions: readonly RegionResult[], abandonmentRatio: number): RevenueAtRisk | null {
  const measured = regions.filter(({ revenue }) => revenue.risk?.method === "counterfactual");
  const configured = regions.flatMap(({ revenue }) =>
    revenue.risk?.method === "configured" ? revenue.risk : [],
  );
  const should = counterfactual(addWeeks(measured.map(({ weeks }) => weeks)));
  if (should === null) return addRisks(regions.flatMap(({ revenue }) => revenue.risk ?? []));
  const actual = sum(measured.map(({ revenue }) => revenue.risk?.actualPerMinute ?? 0));
  const slow = measured.flatMap(({ revenue }) => revenue.risk?.slownessPerMinute ?? []);
  const together: RevenueAtRisk = {
    ...measuredRisk(should, actual, { failed: null, frustrated: null }, abandonmentRatio),
    weeks: Math.min(...measured.map(({ revenue }) => revenue.risk?.weeks ?? 1)),
    slownessPerMinute: slow.length === 0 ? null : sum(slow),
  };
  return addRisks([together, ...configured]);
}
