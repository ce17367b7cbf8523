import { expect, it } from "vitest";
import { DEFAULT_OBJECTIVES, objectivesFor } from "@/lib/domain/objective";
import { objectiveThresholds, ROOM_THRESHOLDS } from "./objective-thresholds";

it("draws each promise in the unit of its chart", () => {
  expect(objectiveThresholds(objectivesFor(DEFAULT_OBJECTIVES, "eu-west-1", null))).toEqual({
    latency_p99: { value: 150, label: "objective 150\u2009ms" },
    latency_p95: { value: 85, label: "objective 85\u2009ms" },
    error_rate: { value: 0.001, label: "objective 0.1\u2009%" },
  });
});

it("draws targets in per cent", () => {
  expect(ROOM_THRESHOLDS.memory).toEqual({ value: 90, label: "target 90\u2009%" });
  expect(Object.keys(ROOM_THRESHOLDS)).not.toContain("network");
});
