import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { acknowledgeIncident } from "./acknowledge-incident";
import { assignIncident } from "./assign-incident";
import { editIncident } from "./edit-incident";
import { createIncidentFixture, type IncidentFixture } from "./incidents.fixture";
import { keepIncidents } from "./keep-incidents";
import { listIncidents } from "./list-incidents";
import { noteIncident } from "./note-incident";
import { openIncident } from "./open-incident";
import { readIncident } from "./read-incident";
import { reopenIncident } from "./reopen-incident";
import { resolveIncident } from "./resolve-incident";
import { setIncidentStatus } from "./set-incident-status";
import { signalOf, STARTED_MS } from "./signals.fixture";
import { undoIncident } from "./undo-incident";

let fixture: IncidentFixture;
let id: string;
const signal = signalOf();
const ended = { ...signal, endedMs: STARTED_MS + MINUTE_MS };
const sre = (name = "sre") => fixture.as("sre", name);
const state = async () => (await fixture.ctx.incidents.find(id))!;
const timeline = async () =>
  (await readIncident(fixture.ctx, { id })).timeline.map(({ kind, text }) => `${kind}: ${text}`);
beforeEach(async () => {
  fixture = await createIncidentFixture();
  const { opened } = await fixture.take(signal);
  id = opened[0]!.id;
});
afterEach(() => fixture.close());

describe("acknowledging", () => {
  test("says who was first, and that somebody looks into it; a second one changes nothing", async () => {
    await acknowledgeIncident(sre("ana"), { id });
    fixture.clock.set(STARTED_MS + MINUTE_MS);
    expect(await acknowledgeIncident(sre("bo"), { id })).toMatchObject({
      ...{ status: "investigating", acknowledgedBy: "user:ana", acknowledgedMs: STARTED_MS },
    });
    expect((await timeline()).slice(1)).toEqual(["acknowledged: Acknowledged"]);
  });
});

describe("resolving", () => {
  test("while something of it fires wants a reason, which is kept", async () => {
    await expect(resolveIncident(sre(), { id, reason: null })).rejects.toMatchObject({
      ...{ code: "conflict", publicText: expect.stringContaining("checkout in eu is slow") },
      errors: [{ pointer: "/reason" }],
    });
    expect(await state()).toMatchObject({ status: "open" });
    await resolveIncident(sre(), { id, reason: "The alert is wrong" });
    expect(await state()).toMatchObject({
      status: "resolved",
      resolution: "The alert is wrong",
      resolvedBy: "user:sre",
    });
  });

  test("by two at once: one wins, the other is told who and when", async () => {
    await fixture.take(ended);
    const results = await Promise.allSettled(
      ["ana", "bo"].map((name) => resolveIncident(sre(name), { id, reason: null })),
    );
    const [won] = results.flatMap((each) => (each.status === "fulfilled" ? [each.value.resolvedBy] : []));
    const [lost] = results.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
    expect(lost).toMatchObject({
      code: "conflict",
      publicText: `It was resolved by ${won} at 2026-11-20 12:00 UTC.`,
    });
    expect((await timeline()).filter((line) => line.startsWith("resolved"))).toHaveLength(1);
  });

  test("can be taken back for ten seconds, by whoever did it, until something else happens", async () => {
    await fixture.take(ended);
    await setIncidentStatus(sre(), { id, status: "identified", text: null });
    await resolveIncident(sre(), { id, reason: null });
    await expect(undoIncident(sre("bo"), { id })).rejects.toMatchObject({ code: "conflict" });
    expect(await undoIncident(sre(), { id })).toMatchObject({
      status: "identified",
      resolvedMs: null,
      resolvedBy: null,
    });
    await expect(undoIncident(sre(), { id })).rejects.toMatchObject({ code: "conflict" });
    await resolveIncident(sre(), { id, reason: null });
    fixture.clock.set(STARTED_MS + 16 * SECOND_MS);
    await expect(undoIncident(sre(), { id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("an incident", () => {
  test("that is not over is reopened, with the reason in its timeline", async () => {
    await expect(reopenIncident(sre(), { id, reason: null })).rejects.toMatchObject({ code: "conflict" });
    await resolveIncident(sre(), { id, reason: "Mended" });
    expect(await reopenIncident(sre(), { id, reason: "It is back" })).toMatchObject({
      ...{ status: "investigating", resolvedMs: null, resolution: null },
    });
    expect((await timeline()).slice(1)).toEqual([
      "resolved: Resolved: Mended",
      "reopened: Reopened: It is back",
    ]);
  });

  test("that is reopened once it was quiet waits as long again, and an end by hand ends what users felt", async () => {
    await fixture.take(ended);
    fixture.clock.set(STARTED_MS + 12 * MINUTE_MS);
    await keepIncidents(fixture.ctx);
    await reopenIncident(sre(), { id, reason: null });
    await keepIncidents(fixture.ctx);
    expect(await state()).toMatchObject({ status: "investigating", impactEndMs: null });
    fixture.clock.set(STARTED_MS + 13 * MINUTE_MS);
    await resolveIncident(sre(), { id, reason: null });
    expect(await state()).toMatchObject({ status: "resolved", impactEndMs: STARTED_MS + 13 * MINUTE_MS });
  });

  test("keeps what a person set, whatever signals say later", async () => {
    await editIncident(sre(), { id, severity: "low", title: "Slow checkout", rootCause: "A lock" });
    await fixture.take(signalOf({ severity: "critical" }, 1));
    expect(await state()).toMatchObject({ severity: "low", title: "Slow checkout", rootCause: "A lock" });
    expect((await timeline()).at(-2)).toBe("edited: Changed severity, title, root cause");
  });

  test.each([
    [{ impactStartMs: STARTED_MS + MINUTE_MS }, "/impact_start"],
    [{ impactEndMs: STARTED_MS - MINUTE_MS }, "/impact_end"],
    [{ impactEndMs: STARTED_MS + MINUTE_MS }, "/impact_end"],
  ])("cannot be felt at an impossible time: %o", async (edit, pointer) => {
    await expect(editIncident(sre(), { id, ...edit })).rejects.toMatchObject({ errors: [{ pointer }] });
  });

  test("has a note where it happened, and says who wrote it", async () => {
    await noteIncident(sre("ana"), { id, text: "Saw it first", atMs: STARTED_MS - MINUTE_MS });
    expect((await readIncident(fixture.ctx, { id })).timeline[0]).toMatchObject({
      ...{ kind: "note", atMs: STARTED_MS - MINUTE_MS, recordedMs: STARTED_MS, actor: "user:ana" },
    });
    await expect(
      noteIncident(sre(), { id, text: "x", atMs: STARTED_MS + 2 * MINUTE_MS }),
    ).rejects.toMatchObject({
      code: "bad-request",
    });
  });

  test("is assigned to somebody who is known, or to nobody", async () => {
    await fixture.ctx.people.create({
      email: "ana@example.com",
      name: "Ana",
      role: "sre",
      password: "long enough for it",
    });
    const [ana] = await fixture.ctx.people.list();
    expect(await assignIncident(sre(), { id, assigneeId: ana!.id })).toMatchObject({ assigneeName: "Ana" });
    expect(
      (await listIncidents(fixture.ctx, { state: "active", assigneeId: ana!.id, limit: 10 })).incidents,
    ).toHaveLength(1);
    expect(await assignIncident(sre(), { id, assigneeId: null })).toMatchObject({
      assigneeId: null,
      assigneeName: null,
    });
    await expect(assignIncident(sre(), { id, assigneeId: "nobody" })).rejects.toMatchObject({
      code: "bad-request",
    });
  });

  test("opened by hand joins no other, and does not resolve by itself", async () => {
    const by = {
      description: null,
      severity: "high",
      category: "security",
      region: "eu",
      service: "checkout",
    } as const;
    const opened = await openIncident(sre(), { title: "Keys were leaked", ...by });
    expect(opened.id).not.toBe(id);
    fixture.clock.set(STARTED_MS + 60 * MINUTE_MS);
    await keepIncidents(fixture.ctx);
    expect(await fixture.ctx.incidents.find(opened.id)).toMatchObject({ status: "open", quietSinceMs: null });
    expect(await resolveIncident(sre(), { id: opened.id, reason: null })).toMatchObject({
      status: "resolved",
    });
    await expect(openIncident(sre(), { title: "x", ...by, region: "mars" })).rejects.toMatchObject({
      errors: [{ pointer: "/region" }],
    });
  });
});

test("executives look and change nothing; every change is audited", async () => {
  const executive = fixture.as("executive");
  const refused = { code: "forbidden" };
  await expect(acknowledgeIncident(executive, { id })).rejects.toMatchObject(refused);
  await expect(resolveIncident(executive, { id, reason: "x" })).rejects.toMatchObject(refused);
  await expect(editIncident(executive, { id, title: "x" })).rejects.toMatchObject(refused);
  await expect(noteIncident(executive, { id, text: "x", atMs: null })).rejects.toMatchObject(refused);
  await expect(undoIncident(executive, { id })).rejects.toMatchObject(refused);
  expect((await listIncidents(executive, { state: "active", limit: 10 })).incidents).toHaveLength(1);
  await acknowledgeIncident(sre("ana"), { id });
  expect(await fixture.ctx.audit.newest("incident.acknowledged", id)).toMatchObject({ actor: "user:ana" });
});
