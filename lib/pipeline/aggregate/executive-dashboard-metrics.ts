import type { BusinessFigures } from "@/lib/domain/business-snapshot";
import { FULL_SCORE } from "@/lib/domain/health";
import type { CatalogRegion, CatalogService } from "@/lib/domain/catalog";
import type { Deployment } from "@/lib/domain/deployment";
import { objectivesFor, type Objective } from "@/lib/domain/objective";
import { sentenceText } from "@/lib/domain/sentence";
import type {
  AttentionItem,
  ExecutiveDashboardMetrics,
  GlobalMetrics,
  MissingFigure,
  RegionalMetrics,
  ServiceMetrics,
} from "@/lib/domain/snapshot";
import type { OpenIncident } from "@/lib/domain/open-incident";
import type { Prediction } from "@/lib/domain/prediction";
import { attentionItems } from "./attention";
import type { ExpectedMoney } from "./business/expected-money";
import { predictedAttention } from "./predicted-attention";
import { nextBreak } from "./verdict/next-break";
import { troublesOf } from "./verdict/trouble";
import { spokenVerdict } from "./verdict/verdict";

export interface ExecutiveDashboardInput {
  readonly global: GlobalMetrics;
  readonly regions: readonly RegionalMetrics[];
  readonly services: readonly ServiceMetrics[];
  readonly business: BusinessFigures;
  readonly expectedMoney: ExpectedMoney;
  /** Error ratio over the longest window that availability is promised for; null without requests. */
  readonly longErrorRatio: number | null;
  /** How much of that window there is data for. */
  readonly longWindowMs: number | null;
  /** What is left of that window's error budget, as of the objective for everything; negative: overspent. */
  readonly errorBudgetLeftRatio: number | null;
  readonly objectives: readonly Objective[];
  readonly catalogRegions: readonly CatalogRegion[];
  readonly catalogServices: readonly CatalogService[];
  readonly deployments: readonly Deployment[];
  /** Open ones, parts of causes too. */
  readonly predictions: readonly Prediction[];
  /** Not resolved. */
  readonly incidents: readonly OpenIncident[];
}

/** What an executive asks first. */
export function executiveDashboardMetrics(input: ExecutiveDashboardInput): ExecutiveDashboardMetrics {
  const { global, regions, services, business, longErrorRatio } = input;
  const predicted = predictedAttention({ ...input, asOfMs: global.asOfMs });
  const attention = attentionItems(regions, services, input.expectedMoney, predicted, input.incidents);
  const spoken = verdictOf(input, attention);
  const promised = objectivesFor(input.objectives, null, null);
  const known = {
    activeUsers: global.activeUsers,
    systemAvailabilityRatio: longErrorRatio === null ? null : 1 - longErrorRatio,
    performanceScore: global.performanceScore,
  };
  return {
    asOfMs: global.asOfMs,
    newestSampleMs: global.newestSampleMs,
    demo: global.demo || [...input.predictions, ...input.incidents].some(({ demo }) => demo),
    status: global.status,
    headline: sentenceText(spoken.headline),
    headlineParts: spoken.headline,
    detailParts: spoken.detail,
    ...known,
    revenueImpactPerMinute: business.risk?.mid ?? null,
    customerSatisfactionScore: scoreOf(business.customers.satisfiedRatio),
    satisfactionEstimate: global.performanceScore,
    availabilityWindowMs: known.systemAvailabilityRatio === null ? null : input.longWindowMs,
    availabilityObjectiveRatio: promised.availabilityRatio,
    availabilityObjectiveWindowMs: promised.availabilityWindowMs,
    latencyP99ObjectiveMs: promised.latencyP99Ms,
    errorBudgetLeftRatio: input.errorBudgetLeftRatio,
    securityIncidents: input.incidents.filter(({ category }) => category === "security").length,
    costEfficiency: scoreOf(business.cost?.efficiencyRatio ?? null),
    innovationVelocity: business.delivery?.score ?? null,
    competitiveAdvantageScore: business.competition?.score ?? null,
    business,
    attention,
    missing: [...business.missing, ...missingOf(known, global)],
  };
}

function verdictOf(input: ExecutiveDashboardInput, attention: readonly AttentionItem[]) {
  const present = attention.filter((item) => item.prediction === null && !isMinor(item));
  const [first] = present;
  const { currency } = input.business;
  const names = new Map(input.catalogRegions.map(({ code, name }) => [code, name]));
  const regionName = (code: string) => names.get(code) ?? code;
  return spokenVerdict({
    global: input.global,
    regions: input.regions,
    troubles: troublesOf(present, input),
    usersAffected: first?.usersAffected ?? null,
    moneyAtRisk: first?.moneyAtRiskPerMinute ? { ...first.moneyAtRiskPerMinute, currency } : null,
    next: nextBreak(input.predictions, regionName, input.global.asOfMs),
    regionName,
  });
}

/** An incident that is listed, and no reason to speak of trouble. */
function isMinor({ kind, severity }: AttentionItem): boolean {
  return kind === "incident" && (severity === "low" || severity === "info");
}

function scoreOf(ratio: number | null): number | null {
  return ratio === null ? null : ratio * FULL_SCORE;
}

type Known = Pick<ExecutiveDashboardMetrics, "activeUsers" | "systemAvailabilityRatio" | "performanceScore">;

function missingOf(known: Known, global: GlobalMetrics): MissingFigure[] {
  const missing: MissingFigure[] = [];
  const like = (field: string, of: string) => {
    const reason = global.missing.find((one) => one.field === of);
    if (reason) missing.push({ ...reason, field });
  };
  if (known.activeUsers === null) like("total_active_users", "active_users");
  if (known.systemAvailabilityRatio === null) like("system_availability", "availability");
  if (known.performanceScore === null) {
    like("performance_score", "performance_score");
    like("customer_satisfaction_estimate", "performance_score");
  }
  return missing;
}
