import { describe, expect, it } from "vitest";
import { readSimulateSettings } from "./settings";

const KEY = { SIMULATE_KEY: "k" };

describe("readSimulateSettings", () => {
  it("needs only a key", () => {
    const expected = { url: "http://127.0.0.1:3000", key: "k", seed: 1, intervalMs: 10_000 };
    expect(readSimulateSettings(KEY)).toEqual(expected);
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
});
