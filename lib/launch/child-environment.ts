import path from "node:path";
import type { FleetControl } from "./fleet-control";
import type { LaunchSettings } from "./settings";

export interface ChildEnvironmentInput {
  readonly settings: LaunchSettings;
  readonly databaseUrl: string;
  readonly authSecret: string;
  /** The simulated fleet's control endpoint; null outside the demo. */
  readonly fleetControl: FleetControl | null;
  /** The launcher's own environment; what the operator set there (INGEST_ID, LOG_LEVEL, …) holds. */
  readonly inherited: NodeJS.ProcessEnv;
}

/** The environment of server and worker (lib/platform/env.ts reads it). The demo's ingester and its log are its own. */
export function childEnvironment({
  settings,
  databaseUrl,
  authSecret,
  fleetControl,
  inherited,
}: ChildEnvironmentInput): NodeJS.ProcessEnv {
  const logDir = path.join(settings.dataDir, "log", settings.demo ? "demo" : "live");
  return {
    ...inherited,
    NODE_ENV: settings.dev ? "development" : "production",
    HM_DEV: settings.dev ? "1" : "0",
    HM_DEMO: settings.demo ? "1" : "0",
    ROLE: settings.role,
    DATABASE_URL: databaseUrl,
    HOST: settings.host,
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    DATA_DIR: settings.dataDir,
    AUTH_SECRET: authSecret,
    INGEST_ID: inherited.INGEST_ID || (settings.demo ? "demo-1" : "ingester-1"),
    INGEST_LOG_DIR: inherited.INGEST_LOG_DIR || logDir,
    TRUST_PROXY: inherited.TRUST_PROXY || "0",
    NEXT_TELEMETRY_DISABLED: "1",
    FLEET_CONTROL_URL: fleetControl?.url,
    FLEET_CONTROL_KEY: fleetControl?.key,
  };
}

/** The simulated fleet knows what any customer knows, an address and a key, and nothing of ours. */
export function simulatorEnvironment(
  inherited: NodeJS.ProcessEnv,
  url: string,
  ingestKey: string,
  control: FleetControl,
): NodeJS.ProcessEnv {
  const { DATABASE_URL, AUTH_SECRET, ...rest } = inherited;
  return {
    ...rest,
    NODE_ENV: "production",
    SIMULATE_URL: url,
    SIMULATE_KEY: ingestKey,
    SIMULATE_CONTROL_PORT: String(control.port),
    SIMULATE_CONTROL_KEY: control.key,
  };
}
