import { z } from "zod";

const DEFAULT_INTERVAL_MS = 10_000;
const SHORTEST_INTERVAL_MS = 1_000;

const schema = z
  .object({
    SIMULATE_URL: z.url().optional(),
    PUBLIC_URL: z.url().default("http://127.0.0.1:3000"),
    SIMULATE_KEY: z.string("is missing: give it an ingest key").min(1),
    SIMULATE_SEED: z.coerce.number().int().default(1),
    SIMULATE_INTERVAL_MS: z.coerce.number().int().min(SHORTEST_INTERVAL_MS).default(DEFAULT_INTERVAL_MS),
  })
  .transform((env) => ({
    /** Without a slash at its end. */
    url: (env.SIMULATE_URL ?? env.PUBLIC_URL).replace(/\/+$/, ""),
    key: env.SIMULATE_KEY,
    seed: env.SIMULATE_SEED,
    intervalMs: env.SIMULATE_INTERVAL_MS,
  }));

export type SimulateSettings = z.output<typeof schema>;

/** Reads the simulator's environment. Throws an Error that names every variable that is wrong. */
export function readSimulateSettings(env: Readonly<Record<string, string | undefined>>): SimulateSettings {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The simulated fleet cannot start: ${wrong.join("; ")}`);
}
