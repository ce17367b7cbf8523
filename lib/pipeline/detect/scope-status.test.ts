import { expect, test } from "vitest";
import type { Status } from "@/lib/domain/snapshot";
import { scopeStatus } from "./scope-status";

const parts = (...list: [Status, number | null][]) =>
  list.map(([status, requestsPerSecond], index) => ({ name: `part-${index}`, status, requestsPerSecond }));

test.each<[string, [Status, number | null][], Status | null]>([
  [
    "all healthy",
    [
      ["healthy", 50],
      ["healthy", 50],
    ],
    "healthy",
  ],
  [
    "half is down",
    [
      ["down", 50],
      ["healthy", 50],
    ],
    "down",
  ],
  [
    "just under half is down",
    [
      ["down", 49.9],
      ["healthy", 50.1],
    ],
    "critical",
  ],
  [
    "5 % is critical",
    [
      ["critical", 5],
      ["healthy", 95],
    ],
    "critical",
  ],
  [
    "critical and down add up to 5 %",
    [
      ["critical", 3],
      ["down", 2],
      ["healthy", 95],
    ],
    "critical",
  ],
  [
    "under 5 % is critical",
    [
      ["critical", 4.9],
      ["healthy", 95.1],
    ],
    "degraded",
  ],
  ["all critical is not down", [["critical", 100]], "critical"],
  [
    "1 % is degraded",
    [
      ["degraded", 1],
      ["healthy", 99],
    ],
    "degraded",
  ],
  [
    "1 % is unknown",
    [
      ["unknown", 1],
      ["healthy", 99],
    ],
    "degraded",
  ],
  [
    "under 1 % is down",
    [
      ["down", 0.9],
      ["healthy", 99.1],
    ],
    "healthy",
  ],
  [
    "all unknown",
    [
      ["unknown", 60],
      ["unknown", 40],
    ],
    "unknown",
  ],
  [
    "what carries nothing does not count",
    [
      ["down", 0],
      ["down", null],
      ["healthy", 1],
    ],
    "healthy",
  ],
  [
    "nothing carries anything",
    [
      ["healthy", null],
      ["down", 0],
    ],
    null,
  ],
  ["no parts", [], null],
])("%s", (_name, list, status) => {
  expect(scopeStatus(parts(...list))?.status ?? null).toBe(status);
});

test("the rule is shown: who, how much of the traffic, from how much on", () => {
  const verdict = scopeStatus(parts(["degraded", 4], ["critical", 6], ["healthy", 90]));
  expect(verdict?.because).toBe("part-1 (critical) carries 6 % of the traffic (critical from 5 % on).");
});
