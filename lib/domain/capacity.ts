import type { ForecastLacksHistory, ForecastStep } from "./forecast";
import type { Resource } from "./health";

/** The job that finds what capacity is planned from; new forecasts bring it with them. */
export const CAPACITY_JOB = "forecast-capacity";

/** What a day (UTC) brought: its busiest hour and its mean. */
export interface MeasuredDay {
  readonly dayMs: number;
  readonly peak: number;
  readonly mean: number;
}

/** What a day (UTC) is expected to bring. */
export interface ExpectedDay {
  readonly dayMs: number;
  /** Of its busiest hour. */
  readonly peak: {
    readonly median: number;
    readonly lower80: number;
    readonly upper80: number;
    readonly upper95: number;
  };
  readonly mean: { readonly median: number; readonly lower80: number; readonly upper80: number };
}

export interface LackingHistory extends Pick<ForecastLacksHistory, "haveSteps" | "needSteps"> {
  readonly step: ForecastStep;
}

/** A figure day by day: complete days that are over, and those ahead as far as they are known. */
export interface Outlook {
  readonly measured: readonly MeasuredDay[];
  /** From today on, without holes. */
  readonly expected: readonly ExpectedDay[];
  /** Why nothing is expected, or nothing farther ahead; null: nothing was received, or nothing lacks. */
  readonly lacks: LackingHistory | null;
}

/** One of the busiest hours of a region's last days. */
export interface BusyHour {
  readonly requestsPerServer: number;
  readonly cpuRatio: number | null;
  readonly memoryRatio: number | null;
}

export interface CapacityRegion {
  readonly region: string;
  /** The most of the last 24 hours: those that scale with traffic are fewer at night; null: not sent. */
  readonly servers: number | null;
  readonly busyHours: readonly BusyHour[];
  readonly load: Outlook;
  readonly users: Outlook;
  readonly utilization: Readonly<Record<Resource, Outlook>>;
}

/** What capacity is planned from: measured and forecast, without settings. */
export interface CapacityBasis {
  readonly asOfMs: number;
  readonly demo: boolean;
  readonly world: { readonly load: Outlook; readonly users: Outlook };
  /** By code. */
  readonly regions: readonly CapacityRegion[];
}

/** What an admin says of capacity. */
export interface CapacitySettings {
  /** Days from ordering servers until they serve; null: not configured. */
  readonly provisioningLeadDays: number | null;
}

/** Counts changes; 1 = nobody changed the defaults. */
export interface VersionedCapacitySettings extends CapacitySettings {
  readonly version: number;
}

export const DEFAULT_CAPACITY_SETTINGS: VersionedCapacitySettings = {
  provisioningLeadDays: null,
  version: 1,
};

/** What is supposed beyond what is known. */
export interface WhatIf {
  /** Of the traffic that is expected: 0.3 is 30 % more. */
  readonly trafficChangeRatio: number;
  /** From which day on (Unix ms) all that is supposed holds. */
  readonly fromMs: number;
  /** A region whose traffic the others take over. */
  readonly lostRegion: string | null;
}

/** Why a figure of a plan is not known. */
export type PlanGap = "no-data" | "insufficient-history" | "not-configured";

/** When a resource passes its target. Days are their starts, UTC. */
export interface Runway {
  readonly resource: Resource;
  readonly targetRatio: number;
  /** The newest complete day's busiest hour; null: not known. */
  readonly newestRatio: number | null;
  /** First day on which the median, and the upper 80 %, pass the target; null: not within `knownDays`. */
  readonly medianDayMs: number | null;
  readonly upperDayMs: number | null;
  /** Days, today included, of which something is known, and which were asked for. */
  readonly knownDays: number;
  readonly gap: PlanGap | null;
}

/** A day's figure as it is planned for: with known events and what is supposed. */
export interface PlannedDay {
  readonly dayMs: number;
  readonly median: number;
  readonly lower80: number;
  readonly upper80: number;
}

export interface ServerNeed {
  /** For the upper 80 % of the busiest hour, the largest other region's traffic included. */
  readonly servers: number;
  /** Of them, for the loss of the largest other region. */
  readonly forLoss: number;
  /** For the median, and for the upper 95 %. */
  readonly low: number;
  readonly high: number;
  /** First day on which more are needed than there are; null: none. */
  readonly shortDayMs: number | null;
}

export interface PlannedRegion {
  readonly region: string;
  readonly servers: number | null;
  /** Requests per second that one server carries at its target; null: not known. */
  readonly carriedPerServer: number | null;
  readonly need: ServerNeed | null;
  /** Why the need is not known. */
  readonly needGap: PlanGap | null;
  readonly pricePerServerHour: number | null;
  readonly runways: readonly Runway[];
  readonly load: readonly PlannedDay[];
  readonly measuredLoad: readonly MeasuredDay[];
  readonly utilization: Readonly<Record<Resource, readonly PlannedDay[]>>;
  readonly measuredUtilization: Readonly<Record<Resource, readonly MeasuredDay[]>>;
}

/** Change of the last days ahead against the same weekdays before, as a ratio: 0.1 is 10 % more. */
export interface Growth {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

export interface Recommendation {
  readonly kind:
    "add-servers" | "extend-memory" | "extend-disk" | "raise-connection-limit" | "release-servers";
  readonly region: string;
  /** Servers; null: how many is not known, or it is not about servers. */
  readonly servers: number | null;
  /** Of them, for the loss of the largest other region. */
  readonly forLoss: number | null;
  /** The day by which it must be done; null: none. */
  readonly deadlineMs: number | null;
  /** Deadline − provisioning lead time; null where either is not known. */
  readonly orderByMs: number | null;
}

export type RiskFactor =
  | {
      readonly kind: "loss-of-region";
      readonly region: string;
      readonly shortServers: number;
    }
  | {
      readonly kind: "above-target";
      readonly region: string;
      readonly resource: Resource;
      readonly ratio: number;
    }
  | { readonly kind: "wide-band"; readonly region: string; readonly upperToMedian: number }
  | { readonly kind: "short-history"; readonly region: string; readonly knownDays: number }
  | { readonly kind: "known-event"; readonly eventId: string };

export interface CapacityPlan {
  readonly asOfMs: number;
  readonly demo: boolean;
  readonly daysAhead: number;
  readonly traffic: Growth | null;
  readonly users: Growth | null;
  readonly trafficGap: PlanGap | null;
  readonly usersGap: PlanGap | null;
  /** null: that of some region is not known. */
  readonly need: Pick<ServerNeed, "servers" | "low" | "high" | "forLoss"> | null;
  readonly needGap: PlanGap | null;
  /** Of the whole time ahead; null: the need or a price is not known. */
  readonly cost: { readonly amount: number; readonly low: number; readonly high: number } | null;
  readonly costGap: PlanGap | null;
  /** What today's servers cost in that time. */
  readonly costOfToday: number | null;
  readonly recommendations: readonly Recommendation[];
  readonly risks: readonly RiskFactor[];
  readonly regions: readonly PlannedRegion[];
}
