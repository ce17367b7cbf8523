import { expect, test } from "vitest";
import { RUN_STATES } from "@/lib/domain/response";
import { RUN_EVENTS, stepRun, type RunEvent } from "./run-state";

/** By state: suggested, awaiting-approval, claimed, running, verifying, verified, rolled-back, failed, unknown, denied, expired. */
const TABLE: Readonly<Record<RunEvent, string>> = {
  claim: "claimed claimed - - - - - - - - -",
  deny: "denied denied - - - - - - - - -",
  expire: "expired expired - - - - - - - - -",
  start: "- - running - - - - - - - -",
  answer: "- - - verifying - - - - - - -",
  refusal: "- - failed failed - - - - - - -",
  silence: "- - - unknown - - - - - - -",
  "settle-happened": "- - - - - - - - verifying - -",
  "settle-nothing": "- - - - - - - - failed - -",
  relieved: "- - - - verified - - - - - -",
  "not-relieved": "- - - - failed - - - - - -",
  undone: "- - - - rolled-back rolled-back - - - - -",
};

const rows = RUN_EVENTS.flatMap((event) => {
  const expected = TABLE[event].split(" ");
  expect(expected).toHaveLength(RUN_STATES.length);
  return RUN_STATES.map((state, at) => ({ state, event, expected: expected[at] }));
});

test.each(rows)("$state, $event: $expected", ({ state, event, expected }) => {
  expect(stepRun(state, event) ?? "-").toBe(expected);
});
