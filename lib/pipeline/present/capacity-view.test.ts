import { describe, expect, test } from "vitest";
import { capacitySearch, capacityView, trafficProblem, type CapacityParams } from "./capacity-view";

const none: CapacityParams = { days: null, traffic: null, lost: null, start: null };

describe("what an address asks of the plan", () => {
  test.each([
    ["nothing", {}, "days_ahead=30"],
    ["days that are offered", { days: "90" }, "days_ahead=90"],
    ["days that are not", { days: "31" }, "days_ahead=30"],
    [
      "more traffic from a day on",
      { traffic: "30", start: "2026-12-24" },
      "days_ahead=30&traffic_change=30&what_if_from=2026-12-24",
    ],
    ["a day without anything that is supposed", { start: "2026-12-24" }, "days_ahead=30"],
    ["more than can be", { traffic: "99999" }, "days_ahead=30&traffic_change=1000"],
    ["a part of a per cent", { traffic: "12.5" }, "days_ahead=30&traffic_change=12.5"],
    ["no number", { traffic: "much" }, "days_ahead=30"],
    ["a day that is none", { lost: "eu", start: "2026-13-45" }, "days_ahead=30&lost_region=eu"],
    ["a day that no month has", { lost: "eu", start: "2026-02-30" }, "days_ahead=30&lost_region=eu"],
    ["a region with a space", { lost: "our cellar" }, "days_ahead=30&lost_region=our+cellar"],
  ])("%s", (_, params, search) => {
    expect(capacitySearch(capacityView({ ...none, ...params }))).toBe(search);
  });
});

test.each([
  ["", null],
  ["+30", null],
  ["-99", null],
  ["30 %", "must be a number from −99 to 1000"],
  ["-100", "must be a number from −99 to 1000"],
  ["1001", "must be a number from −99 to 1000"],
])("a change of traffic typed as %j", (text, problem) => {
  expect(trafficProblem(text)).toBe(problem);
});
