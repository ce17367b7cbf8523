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
    ...why("provisioning_lead_days", leadDays === null ? "not-configured" : null, ""),
    ...plan.regions.flatMap(ofRegion),
  ];
}

/** Before the first plan there is nothing but the settings. */
export const NO_PLAN_YET = {
  reason: "insufficient-history",
  remedy: "Capacity is planned once forecasts are made, within minutes of the first hour of telemetry.",
} as const;

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

const LEAD_TIME = "Set how many days provisioning takes: page Capacity.";

function why(field: string, gap: PlanGap | null, send: string): MissingFigureContract[] {
  if (gap === null) return [];
  const configure = field === "provisioning_lead_days" ? LEAD_TIME : PRICE;
  const remedies = { "no-data": send, "insufficient-history": WAIT, "not-configured": configure };
  return [{ field, reason: gap, remedy: remedies[gap] }];
}
