import { expect, test } from "vitest";
import type { IncidentContract } from "@/lib/contracts/incident";
import { bodyOfEdit, draftOfIncident } from "./edit-incident-draft";
import { bodyOfIncident, EMPTY_INCIDENT } from "./open-incident-draft";

const INCIDENT = {
  ...{ title: "Slow", description: null, severity: "high", category: "other", root_cause: null },
  ...{ impact_start: "2026-11-28T10:00:00.123Z", impact_end: null, roles: { commander: "Ada" } },
} as unknown as IncidentContract;
const before = draftOfIncident(INCIDENT, "Europe/Berlin");

test("an incident needs a title; what is left empty is not known", () => {
  expect(bodyOfIncident(EMPTY_INCIDENT).problems).toHaveProperty("title");
  expect(bodyOfIncident({ ...EMPTY_INCIDENT, title: " Slow " }).body).toMatchObject({
    ...{ title: "Slow", description: null, region: null, service: null, severity: "high" },
  });
});

test("an edit sends only what was changed: the rest stays the signals'", () => {
  expect(bodyOfEdit(before, before, "Europe/Berlin").body).toEqual({});
  const draft = { ...before, root_cause: "A bad deploy", impact_start: "2026-11-28T11:30" };
  expect(bodyOfEdit(before, draft, "Europe/Berlin").body).toEqual({
    root_cause: "A bad deploy",
    impact_start: "2026-11-28T10:30:00.000Z",
  });
});

test("a role that is emptied is nobody's", () => {
  const draft = { ...before, roles: { ...before.roles, commander: "", operations: "Bob" } };
  expect(bodyOfEdit(before, draft, "UTC").body).toEqual({ roles: { operations: "Bob" } });
});
