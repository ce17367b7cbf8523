import type { BusinessFigures } from "@/lib/domain/business-snapshot";
import type { MissingFigure } from "@/lib/domain/missing-figure";
import { businessMissing } from "./business-missing-world";
import type { RegionResult, ScopesInput } from "./business-scopes";
import { competition } from "./competition";
import { worldCost } from "./cost-efficiency";
import { customerFigures } from "./customer-figures";
import { deliveryFigures } from "./delivery-figures";
import { foretoldRevenue } from "./foretold-revenue";
import { worldRisk } from "./world-risk";

/** The world's business figures. @param satisfiedNow the satisfaction of the present, 0–1; null: nothing came lately */
export function businessFigures(
  input: ScopesInput,
  regions: readonly RegionResult[],
  satisfiedNow: number | null,
): BusinessFigures {
  const { asOfMs, signals, business } = input;
  const { settings, changes, firstDeploymentMs, standings, customerHours } = business;
  const ofWorld = business.foretoldRevenue.filter(({ region }) => region === null);
  const users = regions.flatMap(({ impact }) => impact.usersAffected ?? []);
  const figures = {
    currency: settings.currency,
    abandonmentRatio: settings.abandonmentRatio,
    ...revenueNow(regions),
    risk: worldRisk(regions, foretoldRevenue(ofWorld, asOfMs), settings.abandonmentRatio),
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
    delivery: deliveryFigures(changes, firstDeploymentMs, asOfMs, business.incidentsMs),
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
