import { expect, test } from "vitest";
import type { ObjectiveContract } from "@/lib/contracts/objective";
import { bodyOfObjective, bodyOfObjectiveDraft, draftOfObjective, NEW_OBJECTIVE } from "./objective-draft";

const objective = (change: Partial<ObjectiveContract>): ObjectiveContract => ({
  ...{ id: "a", kind: "availability", region: null, service: "shop", target: 99.95, target_unit: "per cent" },
  ...{ window_days: 28, built_in: false, etag: "x", standing: null, parts: [] },
  ...change,
});
const bodyOf = (change: object) => bodyOfObjectiveDraft({ ...NEW_OBJECTIVE, ...change });

test.each([
  objective({}),
  objective({ kind: "latency_p95", target: 120.5, region: "eu" }),
  objective({ kind: "error_rate", target: 0.0012345 }),
  objective({ kind: "error_rate", target: 0.07, service: null }),
])("the form gives back what it was given: %o", (one) => {
  expect(bodyOfObjectiveDraft(draftOfObjective(one))).toEqual({ body: bodyOfObjective(one), problems: null });
});

test("an error rate is typed in per cent, and a comma is taken for a point", () => {
  expect(draftOfObjective(objective({ kind: "error_rate", target: 0.001 })).target).toBe("0.1");
  expect(bodyOf({ kind: "error_rate", target: "0,1" }).body?.target).toBe(0.001);
  expect(bodyOf({ target: "99,9" }).body).toMatchObject({ target: 99.9, region: null, service: null });
});

test.each([
  ["nothing", { target: "" }, /number/],
  ["no number", { target: "fast" }, /number/],
  ["more than all", { target: "101" }, /less than 100 \(per cent\)/],
  ["all", { target: "100" }, /less than 100/],
  ["an error rate of all", { kind: "error_rate", target: "100" }, /less than 100 \(per cent\)/],
  ["a latency of nothing", { kind: "latency_p99", target: "0" }, /more than 0.*ms/],
])("a target of %s is told at its field", (_name, change, problem) => {
  const { body, problems } = bodyOf(change);
  expect(body).toBeNull();
  expect(Object.keys(problems!)).toEqual(["target"]);
  expect(problems!.target).toMatch(problem);
});
