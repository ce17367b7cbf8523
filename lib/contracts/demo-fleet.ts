import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { textInput } from "./text";

/** The simulated fleet, as its control endpoint shows it (docs/simulated-fleet.md) and the demo's panel reads it. */

const MAX_NAME = 80;
const FASTEST = 100;
const SLOWEST = 0.1;
const name = textInput.min(1).max(MAX_NAME);

const fleetScenarioSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    region: z.string(),
    service: z.string().nullable().meta({ description: "null: the whole region" }),
    started_at: isoTime("When it began; earlier or later than that where the speed was changed meanwhile"),
    fails_at: isoTime("When it is a failure, if nobody acts"),
    mended_from: isoTime("When its operators begin to mend it, if nobody does before"),
    ends_at: isoTime("When it is over"),
    phase: z.enum(["growing", "failed", "being-mended"]),
    level: z.number().min(0).max(1).meta({ description: "How bad it is: 1 is the failure" }),
    progress: z.number().min(0).max(1).meta({ description: "Share of its time that has passed" }),
  })
  .meta({ id: "DemoScenario", description: "A scenario that runs in the simulated fleet" });
export type FleetScenario = z.infer<typeof fleetScenarioSchema>;

export const fleetActionSchema = z
  .object({
    id: z.string(),
    action: z.string(),
    region: z.string(),
    service: z.string().nullable().meta({ description: "null: every service of the region" }),
    share: z.number().nullable(),
    to_region: z.string().nullable(),
    accepted_at: isoTime("When it was asked for"),
    effect_from: isoTime("When it begins to work"),
    complete_at: isoTime("When it has its whole effect"),
    until: isoTime("When it ends; null: it stays").nullable(),
  })
  .meta({ id: "DemoAction", description: "A control action that the simulated fleet accepted" });

export type FleetAction = z.infer<typeof fleetActionSchema>;

const fleetKindSchema = z
  .object({
    kind: z.string(),
    title: z.string(),
    scope: z.enum(["service", "region"]),
    services: z.array(z.string()).meta({ description: "Whom it can strike; none: the whole region" }),
    grow_seconds: z.number().meta({ description: "From the first trace to the failure, at speed 1" }),
    hold_seconds: z.number().meta({ description: "How long it stays failed unless somebody acts" }),
    mend_seconds: z.number().meta({ description: "How long mending takes" }),
  })
  .meta({ id: "DemoScenarioKind", description: "Something that can go wrong in the simulated fleet" });
export type FleetKind = z.infer<typeof fleetKindSchema>;

export const fleetStateSchema = z
  .object({
    speed: z.number().meta({ description: "Scenarios unfold this many times faster" }),
    actions_mode: z
      .enum(["obey", "ignore"])
      .meta({ description: "ignore: actions are accepted and do nothing" }),
    scenarios: z.array(fleetScenarioSchema),
    actions: z.array(fleetActionSchema),
    kinds: z.array(fleetKindSchema),
    regions: z.array(z.string()),
  })
  .meta({ id: "DemoFleet", description: "What goes on in the simulated fleet" });
export type FleetState = z.infer<typeof fleetStateSchema>;

export const runScenarioBodySchema = z
  .strictObject({ kind: name, region: name, service: name.nullable().default(null) })
  .meta({ id: "RunDemoScenario" });
export type RunScenarioBody = z.output<typeof runScenarioBodySchema>;

export const setSpeedBodySchema = z
  .strictObject({ speed: z.number().min(SLOWEST).max(FASTEST) })
  .meta({ id: "SetDemoSpeed" });

export const fleetStateResponseSchema = successSchema(fleetStateSchema);
export type FleetStateResponse = z.infer<typeof fleetStateResponseSchema>;
