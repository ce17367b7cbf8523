import type { ActionKind } from "./control-action";
import type { Pressure } from "./pressure";
import type { ServiceState } from "./service-state";

/** Everything that can go wrong in the simulated world. */
export const SCENARIO_KINDS = [
  "memory-leak",
  "cpu-saturation",
  "bad-deploy",
  "filling-disk",
  "cache-stampede",
  "slow-dependency",
  "connection-pool-leak",
  "region-cut-off",
  "flash-crowd",
] as const;
export type ScenarioKind = (typeof SCENARIO_KINDS)[number];

/** One run of a scenario: a plain value, from which its effect at any time follows. */
export interface ScenarioInstance {
  readonly id: string;
  readonly kind: ScenarioKind;
  /** A region's name. */
  readonly region: string;
  /** A service's name; null where the scenario strikes a whole region. */
  readonly service: string | null;
  readonly startMs: number;
  /** It unfolds this many times faster than it is described; stamps stay the wall clock. */
  readonly speed: number;
}

/** A service at the moment of the scenario, before anything went wrong. */
export interface Stricken {
  /** How far it has come: 0 nothing yet, 1 the failure. */
  readonly level: number;
  readonly quiet: ServiceState;
}

/** What a scenario is. Durations are those at speed 1. */
export interface Scenario {
  readonly title: string;
  /** Service scenarios strike one service, region scenarios all of a region's. */
  readonly scope: "service" | "region";
  /** What the service must have for it. */
  readonly needs: "database" | "cache" | null;
  /** From the first trace to the failure. */
  readonly growMs: number;
  /** How long it stays failed until its operators mend it, if nobody else does. */
  readonly holdMs: number;
  /** How long mending takes. */
  readonly mendMs: number;
  /** A leak grows steadily; most else comes on smoothly. */
  readonly growth: "steady" | "smooth";
  /** Actions that undo it. */
  readonly mendedBy: readonly ActionKind[];
  /** After such an action it begins again, since its cause is still there. */
  readonly regrows: boolean;
  /** What it does to a service that it strikes. */
  press(pressure: Pressure, stricken: Stricken): void;
  /** × what arrives at the region at this level; only region scenarios have it. */
  demand?(level: number): number;
  /** Share of the region's usual traffic that goes to the other regions at this level; only beside `demand`. */
  divertedShare?(level: number): number;
}
