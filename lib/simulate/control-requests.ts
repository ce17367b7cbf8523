import { z } from "zod";
import { ACTION_COURSES, ACTION_KINDS, type ActionKind } from "./control-action";
import { SCENARIO_KINDS } from "./scenario";
import { SCENARIOS, strikableServices } from "./scenario-table";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "./world";

/** The bodies of the control endpoint, parsed and checked against what the fleet has. */

const LONGEST_KEY = 200;
export const FASTEST = 100;
export const SLOWEST = 0.1;

const regionSchema = z.enum(SIMULATED_REGIONS.map(({ name }) => name));
const serviceSchema = z.enum(SIMULATED_SERVICES.map(({ name }) => name));

export const scenarioRequestSchema = z
  .strictObject({
    kind: z.enum(SCENARIO_KINDS),
    region: regionSchema,
    service: serviceSchema.nullable().default(null),
  })
  .superRefine(({ kind, service }, context) => {
    const { scope, needs } = SCENARIOS[kind];
    const wrong = (message: string) => context.addIssue({ code: "custom", path: ["service"], message });
    if (scope === "region" && service !== null) wrong("must be absent: it strikes the whole region");
    if (scope === "service" && service === null) wrong("is required for this kind");
    const stricken = SIMULATED_SERVICES.find(({ name }) => name === service);
    if (stricken && !strikableServices(kind).includes(stricken)) wrong(`${service} has no ${needs}`);
  });
export type ScenarioRequest = z.output<typeof scenarioRequestSchema>;

/** Actions that take a share, and only they. */
const takesShare = (kind: ActionKind) => ACTION_COURSES[kind].share.most > 0;

export const actionRequestSchema = z
  .strictObject({
    action: z.enum(ACTION_KINDS),
    region: regionSchema,
    service: serviceSchema.nullable().default(null),
    share: z.number().positive().optional(),
    to_region: regionSchema.nullable().default(null),
    idempotency_key: z.string().min(1).max(LONGEST_KEY).nullable().default(null),
  })
  .superRefine(({ action, region, share, to_region }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (share !== undefined && !takesShare(action)) wrong("share", `must be absent for ${action}`);
    const { most } = ACTION_COURSES[action].share;
    if (share !== undefined && takesShare(action) && share > most)
      wrong("share", `must be at most ${most} for ${action}`);
    if (to_region !== null && action !== "shift-traffic") wrong("to_region", `must be absent for ${action}`);
    if (to_region === region) wrong("to_region", "must be another region");
  })
  .transform(({ action, share, to_region, idempotency_key, ...where }) => ({
    ...where,
    kind: action,
    share: share ?? ACTION_COURSES[action].share.usual,
    toRegion: to_region,
    idempotencyKey: idempotency_key,
  }));
export type ActionRequest = z.output<typeof actionRequestSchema>;

export const speedRequestSchema = z.strictObject({ speed: z.number().min(SLOWEST).max(FASTEST) });
