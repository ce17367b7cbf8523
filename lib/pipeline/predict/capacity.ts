import type {
  CapacityBasis,
  CapacityPlan,
  CapacityRegion,
  ExpectedDay,
  Outlook,
  PlanGap,
  PlannedDay,
  PlannedRegion,
  WhatIf,
} from "@/lib/domain/capacity";
import type { Resource } from "@/lib/domain/health";
import { eventsOf, type KnownEvent } from "@/lib/domain/known-event";
import { DAY_MS, HOUR_MS, windowStart } from "@/lib/domain/window";
import { carriedPerServer } from "./busy-hours";
import { growthOf } from "./capacity-growth";
import { capacityRisks } from "./capacity-risks";
import { PlannedLoad } from "./planned-load";
import { recommendations } from "./recommendations";
import { gapOf, runwayOf } from "./runway";
import { serverNeed, type RegionLoad } from "./server-need";

export interface PlanQuery {
  readonly basis: CapacityBasis;
  readonly nowMs: number;
  /** 1–365 */
  readonly daysAhead: number;
  readonly targets: Readonly<Record<Resource, number>>;
  /** null: not configured. */
  readonly priceOf: (region: string) => number | null;
  readonly provisioningLeadDays: number | null;
  readonly events: readonly KnownEvent[];
  readonly whatIf: WhatIf | null;
}

/** The resources that fill as traffic grows; memory and disk fill at a pace of their own. */
const FOLLOWS_TRAFFIC: Readonly<Record<Resource, boolean>> = {
  cpu: true,
  connections: true,
  memory: false,
  disk: false,
};
const RESOURCES = Object.keys(FOLLOWS_TRAFFIC) as readonly Resource[];
const HOURS_A_DAY = DAY_MS / HOUR_MS;

/** What the days ahead need: servers, money, what to order by when. Nothing is assumed of what is not known. */
export function planCapacity(query: PlanQuery): CapacityPlan {
  const { basis, daysAhead, events } = query;
  const todayMs = windowStart(query.nowMs, DAY_MS);
  const planned = new PlannedLoad(basis.regions, query);
  const regions = plannedRegions(query, planned, todayMs);
  const world = {
    traffic: worldGrowth(basis.world.load, planned, { events, todayMs, daysAhead }),
    users: worldGrowth(basis.world.users, planned, { events, todayMs, daysAhead }),
  };
  const needGap =
    regions.find(({ need }) => need === null)?.needGap ?? (regions.length === 0 ? "no-data" : null);
  const need = needGap === null ? totalNeed(regions) : null;
  return {
    asOfMs: basis.asOfMs,
    demo: basis.demo,
    daysAhead,
    ...world,
    trafficGap: world.traffic === null ? gapOf(basis.world.load) : null,
    usersGap: world.users === null ? gapOf(basis.world.users) : null,
    need,
    needGap,
    ...costs(regions, daysAhead, needGap),
    recommendations: recommendations(regions, query.provisioningLeadDays),
    risks: capacityRisks({ regions, events, todayMs, daysAhead }),
    regions,
  };
}

function plannedRegions(query: PlanQuery, planned: PlannedLoad, todayMs: number): readonly PlannedRegion[] {
  const { basis, daysAhead } = query;
  const ahead = (days: readonly ExpectedDay[]) =>
    days.filter(({ dayMs }) => dayMs >= todayMs).slice(0, daysAhead);
  const lost = query.whatIf?.lostRegion ?? null;
  const serving = basis.regions.filter(({ region }) => region !== lost);
  const loads: readonly RegionLoad[] = serving.map(({ region, load }) => ({
    region,
    days: planned.days(region, ahead(load.expected)),
  }));
  return serving.map((region, index) => {
    const own = loads[index];
    const others = loads.filter((other) => other !== own);
    const carried = carriedPerServer(region.busyHours, query.targets);
    const utilization = byResource((resource) => {
      const days = ahead(region.utilization[resource].expected);
      return FOLLOWS_TRAFFIC[resource] ? planned.days(region.region, days) : days;
    });
    return {
      region: region.region,
      servers: region.servers,
      carriedPerServer: carried,
      need:
        carried === null
          ? null
          : serverNeed({ own, others, carriedPerServer: carried, servers: region.servers }),
      needGap: carried === null ? "no-data" : own.days.length === 0 ? gapOf(region.load) : null,
      pricePerServerHour: query.priceOf(region.region),
      runways: RESOURCES.map((resource) =>
        runwayOf({
          resource,
          targetRatio: query.targets[resource],
          outlook: region.utilization[resource],
          days: utilization[resource],
        }),
      ),
      load: own.days.map(plannedDay),
      measuredLoad: region.load.measured,
      utilization: byResource((resource) => utilization[resource].map(plannedDay)),
      measuredUtilization: byResource((resource) => measuredOf(region, resource)),
    };
  });
}

function byResource<T>(of: (resource: Resource) => T): Record<Resource, T> {
  return Object.fromEntries(RESOURCES.map((resource) => [resource, of(resource)])) as Record<Resource, T>;
}

function measuredOf({ utilization }: CapacityRegion, resource: Resource) {
  return utilization[resource].measured;
}

function plannedDay({ dayMs, peak }: ExpectedDay): PlannedDay {
  const { median, lower80, upper80 } = peak;
  return { dayMs, median, lower80, upper80 };
}

function worldGrowth(
  { measured, expected }: Outlook,
  planned: PlannedLoad,
  { events, todayMs, daysAhead }: Pick<PlanQuery, "events" | "daysAhead"> & { readonly todayMs: number },
) {
  const isTouched = (dayMs: number) =>
    eventsOf(events, null).some(({ fromMs, toMs }) => fromMs < dayMs + DAY_MS && toMs > dayMs);
  const usual = measured.filter(({ dayMs }) => !isTouched(dayMs));
  const ahead = expected.filter(({ dayMs }) => dayMs >= todayMs);
  return growthOf({ measured: usual, expected: planned.worldDays(ahead), daysAhead });
}

function totalNeed(regions: readonly PlannedRegion[]): NonNullable<CapacityPlan["need"]> {
  const sum = (of: (need: NonNullable<PlannedRegion["need"]>) => number) =>
    regions.reduce((total, { need }) => total + (need === null ? 0 : of(need)), 0);
  return {
    servers: sum(({ servers }) => servers),
    forLoss: sum(({ forLoss }) => forLoss),
    low: sum(({ low }) => low),
    high: sum(({ high }) => high),
  };
}

/** Servers × price of a server-hour × hours ahead. */
function costs(
  regions: readonly PlannedRegion[],
  daysAhead: number,
  needGap: PlanGap | null,
): Pick<CapacityPlan, "cost" | "costGap" | "costOfToday"> {
  const hours = daysAhead * HOURS_A_DAY;
  const isPriced = regions.every(({ pricePerServerHour }) => pricePerServerHour !== null);
  const sum = (servers: (region: PlannedRegion) => number) =>
    regions.reduce((total, one) => total + servers(one) * (one.pricePerServerHour ?? 0) * hours, 0);
  const counted = regions.every(({ servers }) => servers !== null);
  const costOfToday = isPriced && counted && regions.length > 0 ? sum(({ servers }) => servers ?? 0) : null;
  const costGap = needGap ?? (isPriced ? null : "not-configured");
  if (costGap !== null) return { cost: null, costGap, costOfToday };
  const cost = {
    amount: sum(({ need }) => need?.servers ?? 0),
    low: sum(({ need }) => need?.low ?? 0),
    high: sum(({ need }) => need?.high ?? 0),
  };
  return { cost, costGap, costOfToday };
}
