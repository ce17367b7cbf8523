import path from "node:path";
import { z } from "zod";

const DEFAULT_LOG_BYTES = 2 * 1024 ** 3;
const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");

const schema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgresql://"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string().default(".data"),
  PUBLIC_URL: z.url().optional(),
  HM_DEMO: flag,
  TRUST_PROXY: flag,
  AUTH_SECRET: z.string().min(32),
  INGEST_ID: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default("ingester-1"),
  INGEST_LOG_DIR: z.string().optional(),
  INGEST_LOG_MAX_BYTES: z.coerce.number().int().positive().default(DEFAULT_LOG_BYTES),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export interface Env {
  readonly databaseUrl: string;
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly publicUrl: string;
  /** The simulated fleet runs here and one-click personas sign in. */
  readonly demo: boolean;
  readonly trustProxy: boolean;
  readonly authSecret: string;
  readonly ingestId: string;
  readonly ingestLogDir: string;
  readonly ingestLogMaxBytes: number;
  readonly logLevel: string;
}

/** Reads and checks the process environment. Throws an Error that names every variable that is wrong. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Environment not usable: ${wrong.join("; ")}`);
  }
  const e = parsed.data;
  return {
    databaseUrl: e.DATABASE_URL,
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    publicUrl: e.PUBLIC_URL ?? `http://${e.HOST}:${e.PORT}`,
    demo: e.HM_DEMO,
    trustProxy: e.TRUST_PROXY,
    authSecret: e.AUTH_SECRET,
    ingestId: e.INGEST_ID,
    ingestLogDir: e.INGEST_LOG_DIR ?? path.join(e.DATA_DIR, "log"),
    ingestLogMaxBytes: e.INGEST_LOG_MAX_BYTES,
    logLevel: e.LOG_LEVEL,
  };
}
