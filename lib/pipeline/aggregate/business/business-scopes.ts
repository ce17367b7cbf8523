import type { RegionBusiness, ScopeImpact } from "@/lib/domain/business-snapshot";
import type { CatalogRegion, CatalogService } from "@/lib/domain/catalog";
import { scopeKey, type SignalRow } from "@/lib/domain/rollup-row";
import type { ScopeFigures } from "@/lib/domain/snapshot";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import type { Unnamed } from "@/lib/pipeline/aggregate/judged-requests";
import type { ScopePresent } from "@/lib/pipeline/aggregate/scope-present";
import type { BusinessInputs } from "./business-inputs";
import { BUSINESS_REASONS as WHY, missingWhere, type BusinessReason } from "./business-missing";
import { configuredRevenue } from "./configured-revenue";
import { regionCost } from "./cost-efficiency";
import { foretoldRevenue } from "./foretold-revenue";
import { regionRevenue, type RegionRevenue, type RegionRevenueInput } from "./region-revenue";
import { scopeImpact } from "./scope-impact";
import { aboveUsual, unhappyShares, type UnhappyShares } from "./unhappy-shares";
import { usualShares } from "./usual-shares";
import { weeklyRevenue, type RevenueWeek } from "./weekly-revenue";

const SECONDS_PER_MINUTE = MINUTE_MS / SECOND_MS;

/** What the cycle knows of a region as a whole, or of a service in one. */
export interface BusinessScope {
  readonly region: string;
  readonly service: string | null;
  readonly figures: ScopeFigures;
  readonly present: ScopePresent;
}

export interface ScopesInput {
  readonly asOfMs: number;
  readonly business: BusinessInputs;
  readonly catalogRegions: readonly CatalogRegion[];
  readonly catalogServices: readonly CatalogService[];
  readonly signals: readonly SignalRow[];
  readonly regions: readonly BusinessScope[];
  readonly services: readonly BusinessScope[];
  /** Requests a second that a region usually carries. */
  readonly usualTraffic: (region: string) => number | null;
  readonly objectiveMs: (region: string, service: string | null) => number;
  readonly unnamed: (region: string) => Unnamed;
}

export interface RegionResult {
  readonly scope: BusinessScope;
  readonly revenue: RegionRevenue;
  readonly weeks: readonly RevenueWeek[];
  readonly configuredPerMinute: number | null;
  readonly impact: ScopeImpact;
  readonly business: RegionBusiness;
}

export interface ServiceResult {
  readonly scope: BusinessScope;
  readonly impact: ScopeImpact;
  /** What the region should bring × the service's reach; null: not known. */
  readonly expectedPerMinute: number | null;
}

/** What failing and slow requests cost in each region, and in each service of one. */
export function businessScopes(input: ScopesInput): { regions: RegionResult[]; services: ServiceResult[] } {
  const { business, objectiveMs, unnamed } = input;
  const usual = usualShares(business.usual, objectiveMs, unnamed);
  const weeks = weeklyRevenue(business.revenueWeeks, input.asOfMs);
  const known = input.regions.map(({ region }) => {
    const set = input.catalogRegions.find(({ code }) => code === region);
    return {
      code: region,
      revenuePerMinute: set?.revenuePerMinute ?? null,
      usualTraffic: input.usualTraffic(region),
    };
  });
  const configured = configuredRevenue(known, business.settings.worldRevenuePerMinute);
  const regions = input.regions.map((scope) =>
    regionResult(input, scope, usual, {
      weeks: weeks.get(scope.region) ?? [],
      forecast: foretoldRevenue(
        business.foretoldRevenue.filter(({ region }) => region === scope.region),
        input.asOfMs,
      ),
      configuredPerMinute: configured.get(scope.region) ?? null,
    }),
  );
  const byCode = new Map(regions.map((result) => [result.scope.region, result]));
  const services = input.services.map((scope) =>
    serviceResult(input, scope, usual, byCode.get(scope.region)),
  );
  return { regions, services };
}

type Usual = ReadonlyMap<string, UnhappyShares>;

function sharesNow({ objectiveMs }: ScopesInput, { region, service, figures, present }: BusinessScope) {
  return unhappyShares(figures.errorRatio, present.latency, objectiveMs(region, service));
}

function regionResult(
  input: ScopesInput,
  scope: BusinessScope,
  usual: Usual,
  money: Pick<RegionRevenueInput, "weeks" | "forecast" | "configuredPerMinute">,
): RegionResult {
  const { currency, abandonmentRatio } = input.business.settings;
  const now = sharesNow(input, scope);
  const usualNow = usual.get(scopeKey(scope.region, null));
  const perSecond = scope.present.rates.get("revenue");
  const revenue = regionRevenue({
    actualPerMinute: perSecond === undefined ? null : perSecond * SECONDS_PER_MINUTE,
    isSent: scope.present.signals.has("revenue"),
    above: aboveUsual(now, usualNow),
    abandonmentRatio,
    ...money,
  });
  const impact = scopeImpact({
    ...{ currency, now, abandonmentRatio },
    usual: usualNow,
    activeUsers: scope.figures.activeUsers,
    reachRatio: 1,
    expectedPerMinute: revenue.expectedPerMinute,
    expectedBy: revenue.expectedBy,
    risk: revenue.risk,
  });
  const business = regionBusiness(input, scope, revenue);
  const { weeks, configuredPerMinute } = money;
  return { scope, revenue, impact, business, weeks, configuredPerMinute };
}

function regionBusiness(
  { business: { settings }, catalogRegions }: ScopesInput,
  { region, figures, present }: BusinessScope,
  { risk, missing }: RegionRevenue,
): RegionBusiness {
  const own = catalogRegions.find(({ code }) => code === region)?.pricePerServerHour ?? null;
  const pricePerServerHour = own ?? settings.pricePerServerHour;
  const cost = regionCost({ ...figures, pricePerServerHour }, settings.targetUtilizationRatio);
  const perSecond = present.rates.get("revenue");
  const noCost = pricePerServerHour === null ? WHY.noPrice : WHY.noServers;
  const why = (because: BusinessReason) => (cost === null ? noCost : because);
  return {
    currency: settings.currency,
    revenuePerMinute: perSecond === undefined ? null : perSecond * SECONDS_PER_MINUTE,
    risk,
    cost,
    missing: [
      ...missing,
      ...missingWhere(cost?.perMillionRequests ?? null, why(WHY.noRequests), "cost_per_million_requests"),
      ...missingWhere(cost?.efficiencyRatio ?? null, why(WHY.noUtilization), "cost_efficiency"),
    ],
  };
}

function serviceResult(
  input: ScopesInput,
  scope: BusinessScope,
  usual: Usual,
  region: RegionResult | undefined,
): ServiceResult {
  const { settings } = input.business;
  const reachRatio = input.catalogServices.find(({ name }) => name === scope.service)?.reachRatio ?? 1;
  const expected = region?.revenue.expectedPerMinute ?? null;
  const impact = scopeImpact({
    currency: settings.currency,
    now: sharesNow(input, scope),
    usual: usual.get(scopeKey(scope.region, scope.service)),
    activeUsers: region?.scope.figures.activeUsers ?? null,
    reachRatio,
    expectedPerMinute: expected,
    expectedBy: region?.revenue.expectedBy ?? null,
    abandonmentRatio: settings.abandonmentRatio,
  });
  return { scope, impact, expectedPerMinute: expected === null ? null : expected * reachRatio };
}
