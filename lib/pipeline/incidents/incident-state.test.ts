import { expect, test } from "vitest";
import { INCIDENT_STATUSES } from "@/lib/domain/incident";
import { stepIncident, type IncidentAction } from "./incident-state";

/** By status: open, investigating, identified, monitoring, resolved. "=": stays; "!": refused. */
const TABLE: readonly (readonly [IncidentAction, readonly string[]])[] = [
  [{ kind: "acknowledge" }, ["investigating", "=", "=", "=", "!resolved"]],
  [
    { kind: "set-status", to: "investigating" },
    ["investigating", "=", "investigating", "investigating", "!resolved"],
  ],
  [{ kind: "set-status", to: "identified" }, ["identified", "identified", "=", "identified", "!resolved"]],
  [{ kind: "set-status", to: "monitoring" }, ["monitoring", "monitoring", "monitoring", "=", "!resolved"]],
  [{ kind: "resolve" }, ["resolved", "resolved", "resolved", "resolved", "!resolved"]],
  [{ kind: "reopen" }, ["!not-resolved", "!not-resolved", "!not-resolved", "!not-resolved", "investigating"]],
  [{ kind: "signal" }, ["=", "=", "=", "investigating", "open"]],
  [{ kind: "quiet" }, ["resolved", "resolved", "resolved", "resolved", "="]],
];

const rows = TABLE.flatMap(([action, expected]) =>
  INCIDENT_STATUSES.map((status, at) => ({ status, action, expected: expected[at]! })),
);

test.each(rows)("$status, $action.kind: $expected", ({ status, action, expected }) => {
  const step = stepIncident(status, action);
  const said = step.kind === "to" ? step.status : step.kind === "stay" ? "=" : `!${step.why}`;
  expect(said).toBe(expected);
});
