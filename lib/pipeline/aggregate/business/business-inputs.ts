import type { RiskDay } from "@/lib/domain/business-snapshot";
import type { BusinessSettings } from "@/lib/domain/business-settings";
import type { Foretold } from "@/lib/domain/foretold";
import type { DeliveryChange } from "@/lib/domain/delivery";
import type { PeerStanding } from "@/lib/domain/peer";
import type { RollupRow } from "@/lib/domain/rollup-row";
import type { UsualRows } from "./usual-shares";

/** What the business figures of a cycle are made of, beside its technical figures. */
export interface BusinessInputs {
  readonly settings: BusinessSettings;
  /** 5 min roll-ups of revenue around the same minute of the last weeks. */
  readonly revenueWeeks: readonly RollupRow[];
  /** What was forecast of revenue a day before, of each region and of the world, around the newest minute. */
  readonly foretoldRevenue: readonly Foretold[];
  readonly usual: UsualRows;
  /** 1 h roll-ups of `CUSTOMER_METRICS` by region. */
  readonly customerHours: readonly RollupRow[];
  /** Production change events of the last 30 days. */
  readonly changes: readonly DeliveryChange[];
  /** When the oldest production deployment was; null: there was none. */
  readonly firstDeploymentMs: number | null;
  /** How long users felt each incident of the last 30 days that is over. */
  readonly incidentsMs: readonly number[];
  readonly standings: readonly PeerStanding[];
  readonly riskDay: RiskDay | null;
}
