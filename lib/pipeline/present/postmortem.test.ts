import { expect, test } from "vitest";
import { incidentDetailSchema, type IncidentDetailContract } from "@/lib/contracts/incident";
import { postmortemMarkdown } from "./postmortem";

const at = (clock: string) => `2026-11-20T${clock}.000Z`;
const event = (clock: string, text: string, more: object = {}) => ({
  ...{ id: clock, kind: "note", at: at(clock), recorded_at: at(clock), actor: "user:ana", text },
  ...more,
});
const detail = (of: object = {}): IncidentDetailContract =>
  incidentDetailSchema.parse({
    ...{
      id: "i",
      number: 7,
      title: "cart in eu is slow",
      description: null,
      severity: "high",
      status: "resolved",
    },
    ...{
      category: "performance",
      region: "eu",
      service: "cart",
      created_at: at("12:07:00"),
      updated_at: at("12:30:00"),
    },
    ...{ impact_start: at("12:00:00"), impact_end: at("12:25:00"), acknowledged_at: at("12:09:00") },
    ...{
      acknowledged_by: "user:ana",
      assignee: null,
      roles: { commander: "Ana" },
      resolved_at: at("12:30:00"),
    },
    ...{ resolved_by: "user:ana", affected_services: ["cart"], affected_regions: ["eu"], firing_signals: 0 },
    ...{
      estimated_users_affected: null,
      money_at_risk_per_minute_low: null,
      money_at_risk_per_minute_high: null,
    },
    ...{
      impact_assessment: "It is over.",
      root_cause: null,
      resolution_steps: ["Rolled back"],
      merged_into: null,
    },
    ...{ quiet_since: null, version: 4, demo: false, signals: [], suspects: [], similar: [], totals: null },
    timeline: [
      event("12:07:00", "cart in eu is slow"),
      event("12:01:00", "Saw it", { recorded_at: at("12:20:00") }),
    ],
    ...of,
  });
const suspect = {
  ...{
    kind: "change",
    what: "deploy cart 1.2",
    region: "eu",
    service: "cart",
    at: at("11:58:00"),
    url: null,
  },
  ...{ evidence: "2 min before the first signal, in cart in eu itself.", deployment_id: "d" },
};
const similar = {
  ...{ id: "s", number: 3, title: "cart was slow", created_at: at("01:00:00"), resolved_at: at("02:00:00") },
  ...{
    resolved_by: "system",
    score: 90,
    shared_services: ["cart"],
    shared_regions: ["eu"],
    same_category: true,
  },
  ...{ shared_signals: 1, root_cause: "A lock", resolution_steps: ["Restarted it"] },
};

test("a draft says what is recorded, and asks what is not", () => {
  expect(postmortemMarkdown(detail({ suspects: [suspect], similar: [similar] }), "USD")).toBe(`\
# Postmortem of incident 7: cart in eu is slow

Draft, made from what is recorded. Times are UTC.

## Summary

- Severity high, category performance, status resolved
- Regions: eu
- Services: cart
- Root cause: not written down
- commander: Ana

## Impact

- Felt from 2026-11-20 12:00:00 to 2026-11-20 12:25:00, for 25 min
- Detected 2026-11-20 12:07:00, 7 min after it began
- Acknowledged: 2026-11-20 12:09:00 by user\\:ana, 9 min after it began
- Resolved: 2026-11-20 12:30:00 by user\\:ana, 30 min after it began
- Users affected: no figure is at hand
- Money at risk: no figure is at hand

## Timeline

- **2026-11-20 12:07:00** cart in eu is slow (user\\:ana)
- **2026-11-20 12:01:00** Saw it (user\\:ana, recorded 2026-11-20 12:20:00)

## Suspects

To blame they are only suspected.

1. Change: deploy cart 1\\.2, 2026-11-20 11:58:00. 2 min before the first signal, in cart in eu itself\\.

## What helped

- Rolled back

Of incidents like it, before:

- Incident 3, cart was slow (90 of 100 alike): Restarted it; root cause: A lock

## Open questions

- [ ] Why was it not detected for 7 min?
- [ ] What was the root cause?
- [ ] Was it deploy cart 1\\.2, and why did nothing stop that change?
- [ ] It was like incident 3: why did it come again?
- [ ] How many users felt it, and what did it cost?
- [ ] What keeps it from coming again, by whom, until when?
`);
});

test("while it goes on, figures are those of the moment", () => {
  const now = {
    status: "open",
    resolved_at: null,
    resolved_by: null,
    impact_end: null,
    resolution_steps: [],
  };
  const money = { money_at_risk_per_minute_low: 1_200, money_at_risk_per_minute_high: 3_000 };
  const text = postmortemMarkdown(detail({ ...now, ...money, estimated_users_affected: 5_400 }), "USD");
  for (const line of [
    "- Felt from 2026-11-20 12:00:00, and still is",
    "- Resolved: not recorded",
    "- Users affected: about 5,400 at the moment (an estimate)",
    "- Money at risk: \\$1,200 to \\$3,000 a minute at the moment (an estimate)",
    "- [ ] It is not resolved: what is left to do?",
    "- [ ] What helped?",
    "Nothing is written down.",
    "None: no change within an hour before its first signal, nothing upstream, and no place that was wrong first.",
  ])
    expect(text.split("\n")).toContain(line);
});

test("what was only foretold was not felt", () => {
  expect(postmortemMarkdown(detail({ impact_start: null, impact_end: null }), null)).toContain(
    "Users did not feel it: it was only foretold.",
  );
});

test("no text of others becomes markup, wherever it comes from", () => {
  const evil = "x](http://evil) <img src=x onerror=alert(1)>\n# `@all` **b** www.evil.example";
  const text = postmortemMarkdown(
    detail({
      ...{
        title: evil,
        description: evil,
        root_cause: evil,
        resolution_steps: [evil],
        acknowledged_by: evil,
      },
      ...{ assignee: { id: "a", name: evil }, roles: { commander: evil }, affected_services: [evil] },
      timeline: [event("12:00:00", evil, { actor: evil })],
      suspects: [{ ...suspect, what: evil, evidence: evil }],
      similar: [{ ...similar, title: evil, root_cause: evil, resolution_steps: [evil] }],
    }),
    "USD",
  );
  const others = text.split("\n").filter((line) => line.includes("evil"));
  expect(others).toHaveLength(11);
  for (const line of others) {
    expect(line).not.toMatch(/<|(?<!\\)[`[\]]|@all|www\./);
    expect(line).not.toMatch(/https?\\?:\//);
  }
  expect(text.split("\n").filter((line) => /^#+ /.test(line))).toHaveLength(7);
});
