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
import { attentionItems } from "./attention";
import { troublesOf } from "./verdict/trouble";
import { spokenVerdict } from "./verdict/verdict";

export interface ExecutiveDashboardInput {
  readonly global: GlobalMetrics;
  readonly regions: readonly RegionalMetrics[];
  readonly services: readonly ServiceMetrics[];
  /** The satisfaction metric of the present, 0–1; null when none is sent. */
  readonly satisfactionRatio: number | null;
  /** Error ratio over the longest window that availability is promised for; null without requests. */
  readonly longErrorRatio: number | null;
  /** How much of that window there is data for. */
  readonly longWindowMs: number | null;
  readonly objectives: readonly Objective[];
  readonly catalogRegions: readonly CatalogRegion[];
  readonly catalogServices: readonly CatalogService[];
  readonly deployments: readonly Deployment[];
}

/** Figures that this release has no input for. They are never made up. */
const NOT_CONFIGURED: readonly MissingFigure[] = [
  [
    "revenue_impact",
    "Revenue at risk needs a revenue per minute for each region, which this release cannot be told yet.",
  ],
  ["security_incidents", "Incidents are not part of this release; the figure follows with them."],
  ["cost_efficiency", "It needs the price of a server-hour, which this release cannot be told yet."],
  ["innovation_velocity", "It needs deployment events, which this release does not take yet."],
  [
    "competitive_advantage_score",
    "It needs named peers to compare with, which this release cannot be told yet.",
  ],
].map(([field, remedy]) => ({ field, reason: "not-configured", remedy }));

/** What an executive asks first. */
export function executiveDashboardMetrics(input: ExecutiveDashboardInput): ExecutiveDashboardMetrics {
  const { global, regions, services, satisfactionRatio, longErrorRatio } = input;
  const attention = attentionItems(regions, services);
  const spoken = verdictOf(input, attention);
  const promised = objectivesFor(input.objectives, null, null);
  const known = {
    activeUsers: global.activeUsers,
    customerSatisfactionScore: satisfactionRatio === null ? null : satisfactionRatio * FULL_SCORE,
    systemAvailabilityRatio: longErrorRatio === null ? null : 1 - longErrorRatio,
    performanceScore: global.performanceScore,
  };
  return {
    asOfMs: global.asOfMs,
    newestSampleMs: global.newestSampleMs,
    demo: global.demo,
    status: global.status,
    headline: sentenceText(spoken.headline),
    headlineParts: spoken.headline,
    detailParts: spoken.detail,
    ...known,
    revenueImpactPerMinute: null,
    satisfactionEstimate: global.performanceScore,
    availabilityWindowMs: known.systemAvailabilityRatio === null ? null : input.longWindowMs,
    availabilityObjectiveRatio: promised.availabilityRatio,
    latencyP99ObjectiveMs: promised.latencyP99Ms,
    errorBudgetLeftRatio: budgetLeft(longErrorRatio, promised.availabilityRatio),
    securityIncidents: null,
    costEfficiency: null,
    innovationVelocity: null,
    competitiveAdvantageScore: null,
    attention,
    missing: missingOf(known, global),
  };
}

/** 1 − error ratio ÷ (1 − objective). (Google SRE Workbook, ch. 5) */
function budgetLeft(errorRatio: number | null, objectiveRatio: number): number | null {
  const budget = 1 - objectiveRatio;
  return errorRatio === null || budget <= 0 ? null : 1 - errorRatio / budget;
}

function verdictOf(input: ExecutiveDashboardInput, attention: readonly AttentionItem[]) {
  const names = new Map(input.catalogRegions.map(({ code, name }) => [code, name]));
  return spokenVerdict({
    global: input.global,
    regions: input.regions,
    troubles: troublesOf(attention, input),
    usersAffected: null,
    moneyAtRisk: null,
    regionName: (code) => names.get(code) ?? code,
  });
}

type Known = Pick<
  ExecutiveDashboardMetrics,
  "activeUsers" | "customerSatisfactionScore" | "systemAvailabilityRatio" | "performanceScore"
>;

function missingOf(known: Known, global: GlobalMetrics): MissingFigure[] {
  const missing = [...NOT_CONFIGURED];
  const like = (field: string, of: string) => {
    const reason = global.missing.find((one) => one.field === of);
    if (reason) missing.push({ ...reason, field });
  };
  if (known.customerSatisfactionScore === null)
    missing.push({
      field: "customer_satisfaction_score",
      reason: "not-configured",
      remedy: "Send customer_satisfaction_ratio (0–1), for example from your CSAT surveys.",
    });
  if (known.activeUsers === null) like("total_active_users", "active_users");
  if (known.systemAvailabilityRatio === null) like("system_availability", "availability");
  if (known.performanceScore === null) {
    like("performance_score", "performance_score");
    like("customer_satisfaction_estimate", "performance_score");
  }
  return missing;
}
