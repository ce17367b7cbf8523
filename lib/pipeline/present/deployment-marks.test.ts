import { expect, it } from "vitest";
import type { DeploymentContract } from "@/lib/contracts/deployment";
import { deploymentMarks } from "./deployment-marks";

const START_MS = Date.UTC(2026, 10, 23, 12);
const RANGE = { fromMs: START_MS, toMs: START_MS + 1_000_000 };

function deployment(atMs: number, change: Partial<DeploymentContract> = {}): DeploymentContract {
  const time = new Date(atMs).toISOString();
  return {
    ...{ id: String(atMs), external_id: null, source: "api", service: "checkout", region: null },
    ...{ environment: "production", kind: "deploy", outcome: "succeeded", version: "1", commit: null },
    ...{ deployed_at: time, committed_at: null, url: null, description: null, demo: false },
    ...{ recorded_at: time, recorded_by: "a key" },
    ...change,
  };
}

const marksAt = (...offsetsMs: readonly number[]) =>
  deploymentMarks(
    offsetsMs.map((offsetMs) => deployment(START_MS + offsetMs)),
    RANGE,
  ).map(({ at, deployments }) => [at, deployments.length]);

it.each([
  [[], []],
  [
    [0, 1_000_000],
    [
      [0, 1],
      [1, 1],
    ],
  ],
  [[-1, 1_000_001], []],
  [
    [900_000, 100_000],
    [
      [0.1, 1],
      [0.9, 1],
    ],
  ],
  [
    [500_000, 505_000, 511_000, 512_000],
    [
      [0.5, 3],
      [0.512, 1],
    ],
  ],
] as const)("puts changes at %j on the line", (offsetsMs, marks) => {
  expect(marksAt(...offsetsMs)).toEqual(marks);
});

it("shows the worst outcome of those that share a mark, newest first", () => {
  const [mark] = deploymentMarks(
    [
      deployment(START_MS + 10, { outcome: "failed" }),
      deployment(START_MS + 20, { outcome: "succeeded" }),
      deployment(START_MS + 30, { outcome: "in_progress" }),
    ],
    RANGE,
  );
  expect(mark.outcome.word).toBe("Failed");
  expect(mark.deployments.map(({ outcome }) => outcome)).toEqual(["in_progress", "succeeded", "failed"]);
});

it("draws nothing on a line without length", () => {
  expect(deploymentMarks([deployment(START_MS)], { fromMs: START_MS, toMs: START_MS })).toEqual([]);
});
