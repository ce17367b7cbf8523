import { z } from "zod";
import { FASTEST, scenarioRequestSchema, SLOWEST } from "./control-requests";
import { SCENARIO_KINDS, type ScenarioKind } from "./scenario";
import { SCENARIOS } from "./scenario-table";
import { WORLD_SERVERS } from "./world";

const DEFAULT_INTERVAL_MS = 10_000;
const SHORTEST_INTERVAL_MS = 1_000;
const HIGHEST_PORT = 65_535;
/** Where a scenario strikes unless told. */
const DEFAULT_REGION = "eu-west-1";
const DEFAULT_SERVICE = "catalog";

const schema = z
  .object({
    SIMULATE_URL: z.url().optional(),
    PUBLIC_URL: z.url().default("http://127.0.0.1:3000"),
    SIMULATE_KEY: z.string("is missing: give it an ingest key").min(1),
    SIMULATE_SEED: z.coerce.number().int().default(1),
    SIMULATE_INTERVAL_MS: z.coerce.number().int().min(SHORTEST_INTERVAL_MS).default(DEFAULT_INTERVAL_MS),
    SIMULATE_SINCE_MS: z.coerce.number().int().positive().optional(),
    SIMULATE_SERVERS: z.coerce.number().int().min(1).max(WORLD_SERVERS).optional(),
    SIMULATE_SCENARIO: z.enum(SCENARIO_KINDS).optional(),
    SIMULATE_REGION: z.string().default(DEFAULT_REGION),
    SIMULATE_SERVICE: z.string().optional(),
    SIMULATE_SPEED: z.coerce.number().min(SLOWEST).max(FASTEST).default(1),
    SIMULATE_CONTROL_PORT: z.coerce.number().int().min(1).max(HIGHEST_PORT).optional(),
    SIMULATE_CONTROL_KEY: z.string().min(1).optional(),
  })
  .superRefine((env, context) => {
    const wrong = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (env.SIMULATE_CONTROL_PORT !== undefined && env.SIMULATE_CONTROL_KEY === undefined)
      wrong("SIMULATE_CONTROL_KEY", "is missing: the control endpoint needs a key of its own");
    if (env.SIMULATE_SCENARIO === undefined) return;
    const asked = scenarioRequestSchema.safeParse(scenarioOf(env.SIMULATE_SCENARIO, env));
    for (const { path, message } of asked.error?.issues ?? [])
      wrong(`SIMULATE_${String(path[0]).toUpperCase()}`, message);
  })
  .transform((env) => ({
    /** Without a slash at its end. */
    url: (env.SIMULATE_URL ?? env.PUBLIC_URL).replace(/\/+$/, ""),
    key: env.SIMULATE_KEY,
    seed: env.SIMULATE_SEED,
    intervalMs: env.SIMULATE_INTERVAL_MS,
    /** A moment just gone (Unix ms) from which on the fleet has counted and reports; null: it begins now. */
    sinceMs: env.SIMULATE_SINCE_MS ?? null,
    /** Servers to send one by one; null: the whole world, pre-aggregated. */
    servers: env.SIMULATE_SERVERS ?? null,
    /** Runs from the start; null: a quiet world. */
    scenario:
      env.SIMULATE_SCENARIO === undefined
        ? null
        : scenarioRequestSchema.parse(scenarioOf(env.SIMULATE_SCENARIO, env)),
    speed: env.SIMULATE_SPEED,
    /** null: nobody controls it. */
    control:
      env.SIMULATE_CONTROL_PORT === undefined || env.SIMULATE_CONTROL_KEY === undefined
        ? null
        : { port: env.SIMULATE_CONTROL_PORT, key: env.SIMULATE_CONTROL_KEY },
  }));

export type SimulateSettings = z.output<typeof schema>;

function scenarioOf(
  kind: ScenarioKind,
  {
    SIMULATE_REGION: region,
    SIMULATE_SERVICE: service,
  }: { SIMULATE_REGION: string; SIMULATE_SERVICE?: string },
) {
  return { kind, region, service: service ?? (SCENARIOS[kind].scope === "region" ? null : DEFAULT_SERVICE) };
}

/** Reads the simulator's environment. Throws an Error that names every variable that is wrong. */
export function readSimulateSettings(env: Readonly<Record<string, string | undefined>>): SimulateSettings {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The simulated fleet cannot start: ${wrong.join("; ")}`);
}
