import { describe, expect, it } from "vitest";
import { readSimulateSettings } from "./settings";

const KEY = { SIMULATE_KEY: "k" };

describe("readSimulateSettings", () => {
  it("needs only a key", () => {
    expect(readSimulateSettings(KEY)).toEqual({
      url: "http://127.0.0.1:3000",
      key: "k",
      seed: 1,
      intervalMs: 10_000,
      sinceMs: null,
      servers: null,
      scenario: null,
      speed: 1,
      control: null,
    });
  });

  it("prefers its own URL to the product's, and takes a slash off its end", () => {
    const env = { ...KEY, PUBLIC_URL: "http://a.example", SIMULATE_URL: "http://b.example/x/" };
    expect(readSimulateSettings(env).url).toBe("http://b.example/x");
  });

  it("names everything that is wrong in one sentence", () => {
    expect(() => readSimulateSettings({ SIMULATE_URL: "nowhere", SIMULATE_INTERVAL_MS: "5" })).toThrow(
      /SIMULATE_URL.*SIMULATE_KEY is missing.*SIMULATE_INTERVAL_MS/,
    );
  });

  it("places a scenario where it can strike, and says where it cannot", () => {
    const scenario = (env: Record<string, string>) => readSimulateSettings({ ...KEY, ...env }).scenario;
    expect(scenario({ SIMULATE_SCENARIO: "memory-leak" })).toEqual({
      kind: "memory-leak",
      region: "eu-west-1",
      service: "catalog",
    });
    expect(scenario({ SIMULATE_SCENARIO: "flash-crowd", SIMULATE_REGION: "us-east-1" })).toEqual({
      kind: "flash-crowd",
      region: "us-east-1",
      service: null,
    });
    expect(() => scenario({ SIMULATE_SCENARIO: "flood" })).toThrow(/SIMULATE_SCENARIO/);
    expect(() => scenario({ SIMULATE_SCENARIO: "memory-leak", SIMULATE_REGION: "mars" })).toThrow(
      /SIMULATE_REGION/,
    );
    expect(() =>
      scenario({ SIMULATE_SCENARIO: "connection-pool-leak", SIMULATE_SERVICE: "edge-gateway" }),
    ).toThrow(/SIMULATE_SERVICE edge-gateway has no database/);
  });

  it("controls nothing without a key for it", () => {
    expect(() => readSimulateSettings({ ...KEY, SIMULATE_CONTROL_PORT: "4000" })).toThrow(
      /SIMULATE_CONTROL_KEY is missing/,
    );
    const control = { SIMULATE_CONTROL_PORT: "4000", SIMULATE_CONTROL_KEY: "c" };
    expect(readSimulateSettings({ ...KEY, ...control }).control).toEqual({ port: 4_000, key: "c" });
  });

  it.each([
    { SIMULATE_SERVERS: "0" },
    { SIMULATE_SERVERS: "250001" },
    { SIMULATE_SERVERS: "1.5" },
    { SIMULATE_SPEED: "0" },
    { SIMULATE_SPEED: "1000" },
    { SIMULATE_SEED: "x" },
  ])("refuses $SIMULATE_SERVERS$SIMULATE_SPEED$SIMULATE_SEED by name", (env) => {
    expect(() => readSimulateSettings({ ...KEY, ...env })).toThrow(Object.keys(env)[0]);
  });
});
