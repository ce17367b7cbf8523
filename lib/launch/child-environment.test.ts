import { expect, test } from "vitest";
import { childEnvironment, simulatorEnvironment } from "./child-environment";
import type { LaunchSettings } from "./settings";

const settings: LaunchSettings = {
  root: "/checkout",
  role: "all",
  dataDir: "/checkout/.data",
  host: "127.0.0.1",
  port: 3000,
  localUrl: "http://127.0.0.1:3000",
  publicUrl: "http://127.0.0.1:3000",
  demo: true,
  dev: false,
  databaseUrl: null,
};
const fleetControl = { url: "http://127.0.0.1:4000", port: 4000, key: "control" };

test("children: production or development, demo or not, each with a log of its own; the operator's choices hold", () => {
  const inherited: NodeJS.ProcessEnv = {
    PATH: "/bin",
    NODE_ENV: "test",
    INGEST_ID: "ingester-7",
    DATABASE_URL: "x",
  };
  const input = { settings, databaseUrl: "postgresql://db", authSecret: "s", fleetControl, inherited };
  expect(childEnvironment(input)).toMatchObject({
    PATH: "/bin",
    NODE_ENV: "production",
    HM_DEMO: "1",
    HM_DEV: "0",
    DATABASE_URL: "postgresql://db",
    AUTH_SECRET: "s",
    PORT: "3000",
    PUBLIC_URL: "http://127.0.0.1:3000",
    INGEST_ID: "ingester-7",
    INGEST_LOG_DIR: "/checkout/.data/log/demo",
    TRUST_PROXY: "0",
    FLEET_CONTROL_URL: "http://127.0.0.1:4000",
    FLEET_CONTROL_KEY: "control",
  });
  const plain = { ...input, inherited: { NODE_ENV: "test" } as const };
  expect(childEnvironment(plain).INGEST_ID).toBe("demo-1");
  const real = childEnvironment({
    ...plain,
    fleetControl: null,
    settings: { ...settings, demo: false, dev: true },
  });
  expect(real).toMatchObject({
    NODE_ENV: "development",
    HM_DEMO: "0",
    INGEST_ID: "ingester-1",
    INGEST_LOG_DIR: "/checkout/.data/log/live",
    FLEET_CONTROL_URL: undefined,
  });
});

test("the simulated fleet gets an address and a key, and no secret of ours", () => {
  const inherited: NodeJS.ProcessEnv = {
    NODE_ENV: "test",
    AUTH_SECRET: "s",
    DATABASE_URL: "x",
    PATH: "/bin",
  };
  expect(simulatorEnvironment(inherited, "http://127.0.0.1:3000", "key", fleetControl)).toEqual({
    PATH: "/bin",
    NODE_ENV: "production",
    SIMULATE_URL: "http://127.0.0.1:3000",
    SIMULATE_KEY: "key",
    SIMULATE_CONTROL_PORT: "4000",
    SIMULATE_CONTROL_KEY: "control",
  });
});
