import path from "node:path";
import { z } from "zod";

const DEFAULT_LOG_BYTES = 2 * 1024 ** 3;
const DEFAULT_MAX_SERIES = 1_000_000;
/** Series ids and identity offsets are 32-bit numbers, and a series costs some hundred bytes of memory. */
const MOST_SERIES = 20_000_000;
const DEFAULT_NEW_SERIES_PER_MINUTE = 200_000;
const DEFAULT_FAILOVER_SECONDS = 30;
const MAX_FAILOVER_SECONDS = 3_600;
const MS_PER_SECOND = 1_000;
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
  ROLE: z.enum(["all", "web", "worker", "ingest"]).default("all"),
  HM_DEMO: flag,
  TRUST_PROXY: flag,
  AUTH_SECRET: z.string().min(32),
  INGEST_ID: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default("ingester-1"),
  INGEST_LOG_DIR: z.string().optional(),
  INGEST_LOG_MAX_BYTES: z.coerce.number().int().positive().default(DEFAULT_LOG_BYTES),
  OUTGOING_ALLOW: z.string().default(""),
  INGEST_MAX_SERIES: z.coerce.number().int().positive().max(MOST_SERIES).default(DEFAULT_MAX_SERIES),
  INGEST_NEW_SERIES_PER_MINUTE: z.coerce.number().int().positive().default(DEFAULT_NEW_SERIES_PER_MINUTE),
  HA_FAILOVER_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_FAILOVER_SECONDS)
    .default(DEFAULT_FAILOVER_SECONDS),
  FLEET_CONTROL_URL: z.url().optional(),
  FLEET_CONTROL_KEY: z.string().min(1).optional(),
  RESPONSE_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  RESPONSE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "must be whsec_ and 24 to 64 bytes in base64")
    .optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export interface Env {
  /** What this process does: pages and API, ingest, the scheduled work, or (`all`: pages, API and ingest) everything. */
  readonly role: "all" | "web" | "worker" | "ingest";
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
  /** Addresses, networks and hosts inside our own network that requests to configured addresses may go to. */
  readonly outgoingAllow: string;
  /** Of all senders together. */
  readonly ingestMaxSeries: number;
  /** Of one key. */
  readonly ingestNewSeriesPerMinute: number;
  /** How long the elected replica of an HA pair of senders must be silent before the other one is heard. */
  readonly failoverMs: number;
  /** The simulated fleet's control endpoint; null where none runs. */
  readonly fleetControl: { readonly url: string; readonly key: string } | null;
  /** What carries out automated responses outside the demo; null: nothing does. */
  readonly responseWebhook: { readonly url: string; readonly secret: string } | null;
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
    role: e.ROLE,
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
    outgoingAllow: e.OUTGOING_ALLOW,
    ingestMaxSeries: e.INGEST_MAX_SERIES,
    ingestNewSeriesPerMinute: e.INGEST_NEW_SERIES_PER_MINUTE,
    failoverMs: e.HA_FAILOVER_SECONDS * MS_PER_SECOND,
    fleetControl:
      e.FLEET_CONTROL_URL && e.FLEET_CONTROL_KEY
        ? { url: e.FLEET_CONTROL_URL, key: e.FLEET_CONTROL_KEY }
        : null,
    responseWebhook:
      e.RESPONSE_WEBHOOK_URL && e.RESPONSE_WEBHOOK_SECRET
        ? { url: e.RESPONSE_WEBHOOK_URL, secret: e.RESPONSE_WEBHOOK_SECRET }
        : null,
    logLevel: e.LOG_LEVEL,
  };
}
