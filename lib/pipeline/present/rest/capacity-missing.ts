import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { CapacityPlan, PlanGap, PlannedRegion } from "@/lib/domain/capacity";

const WAIT = "It follows as history grows, or at once when history is imported (page History).";
const PRICE =
  "Set the price of a server-hour: Settings, Business for the world, Settings, Regions for a region.";
const SERVERS =
  "Send servers, requests, and CPU or memory utilisation: what one server carries follows from them.";

/** Why figures of a plan are null. */
export function capacityMissing(plan: CapacityPlan, leadDays: number | null): MissingFigureContract[] {
  const growth = (field: string, gap: PlanGap | null, send: string) =>
    [field, `${field}_low`, `${field}_high`].flatMap((each) => why(each, gap, send));
  const needed = ["required_server_capacity"].flatMap((field) => [field, `${field}_low`, `${field}_high`]);
  const priced = ["estimated_cost", "estimated_cost_low", "estimated_cost_high"];
  return [
    ...growth("predicted_user_growth", plan.usersGap, "Send active_users."),
    ...growth("predicted_traffic_growth", plan.trafficGap, "Send requests."),
    ...needed.flatMap((field) => why(field, plan.needGap, SERVERS)),
    ...priced.flatMap((field) => why(field, plan.costGap, SERVERS)),
    ...why("cost_of_current_servers", plan.costOfToday === null ? costOfTodayGap(plan) : null, SERVERS),
    ...leadTimeMissing(leadDays),
    ...plan.regions.flatMap(ofRegion),
  ];
}

/** Before the first plan: of `fields`, only what nobody set can be told apart. */
export function missingBeforePlan(fields: readonly string[], leadDays: number | null) {
  const waiting = fields.filter((field) => field !== LEAD_DAYS);
  return [...waiting.map((field) => ({ field, ...NO_PLAN_YET })), ...leadTimeMissing(leadDays)];
}

const NO_PLAN_YET = {
  reason: "insufficient-history",
  remedy: "Capacity is planned once forecasts are made, within minutes of the first hour of telemetry.",
} as const;

const LEAD_DAYS = "provisioning_lead_days";

function leadTimeMissing(leadDays: number | null): MissingFigureContract[] {
  const remedy = "Set how many days provisioning takes: page Capacity.";
  return leadDays === null ? [{ field: LEAD_DAYS, reason: "not-configured", remedy }] : [];
}

function costOfTodayGap({ regions }: CapacityPlan): PlanGap {
  const unpriced = regions.some(({ pricePerServerHour }) => pricePerServerHour === null);
  return unpriced ? "not-configured" : "no-data";
}

function ofRegion({ region, servers, needGap, pricePerServerHour, carriedPerServer }: PlannedRegion) {
  const need = ["required_servers", "required_servers_low", "required_servers_high", "required_for_loss"];
  return [
    ...why("regions.servers", servers === null ? "no-data" : null, SERVERS),
    ...why("regions.carried_per_server", carriedPerServer === null ? "no-data" : null, SERVERS),
    ...need.flatMap((field) => why(`regions.${field}`, needGap, SERVERS)),
    ...why("regions.price_per_server_hour", pricePerServerHour === null ? "not-configured" : null, ""),
  ].map((missing) => ({ ...missing, region }));
}

function why(field: string, gap: PlanGap | null, send: string): MissingFigureContract[] {
  if (gap === null) return [];
  const remedies = { "no-data": send, "insufficient-history": WAIT, "not-configured": PRICE };
  return [{ field, reason: gap, remedy: remedies[gap] }];
}
