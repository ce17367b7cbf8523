import { expect, it } from "vitest";
import type { DeploymentContract } from "@/lib/contracts/deployment";
import { deploymentLine } from "./deployment-line";

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

const marksOf = (deployments: readonly DeploymentContract[], range = RANGE) =>
  deploymentLine(deployments, range, "UTC").marks;
const marksAt = (...offsetsMs: readonly number[]) =>
  marksOf(offsetsMs.map((offsetMs) => deployment(START_MS + offsetMs))).map(({ at, deployments }) => [
    at,
    deployments.length,
  ]);

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
  const [mark] = marksOf([
    deployment(START_MS + 10, { outcome: "failed" }),
    deployment(START_MS + 20, { outcome: "succeeded" }),
    deployment(START_MS + 30, { outcome: "in_progress" }),
  ]);
  expect(mark.outcome.word).toBe("Failed");
  expect(mark.deployments.map(({ outcome }) => outcome)).toEqual(["in_progress", "succeeded", "failed"]);
});

it("draws nothing on a line without length", () => {
  expect(marksOf([deployment(START_MS)], { fromMs: START_MS, toMs: START_MS })).toEqual([]);
});

it.each([
  ["an hour by the clock", 1, "14:00", "15:00", "14:00"],
  ["a week by its days too", 7 * 24, "23 Nov, 14:00", "30 Nov, 14:00", "23 Nov, 14:00"],
])("tells the times of %s", (_name, hours, from, to, moment) => {
  const range = { fromMs: START_MS, toMs: START_MS + hours * 3_600_000 };
  const line = deploymentLine([deployment(START_MS)], range, "Europe/Athens");
  expect([line.from, line.to]).toEqual([from, to]);
  expect(line.marks[0].title).toBe(`${moment}, succeeded: checkout 1`);
});
