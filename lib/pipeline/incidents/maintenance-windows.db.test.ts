import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MaintenancePlan } from "@/lib/domain/maintenance-window";
import { MINUTE_MS } from "@/lib/domain/window";
import { createMaintenanceWindow } from "./create-maintenance-window";
import { deleteMaintenanceWindow } from "./delete-maintenance-window";
import { createIncidentFixture, type IncidentFixture } from "./incidents.fixture";
import { keepIncidents } from "./keep-incidents";
import { listMaintenanceWindows } from "./list-maintenance-windows";
import { signalOf, STARTED_MS } from "./signals.fixture";
import { updateMaintenanceWindow } from "./update-maintenance-window";

let fixture: IncidentFixture;
beforeEach(async () => {
  fixture = await createIncidentFixture();
});
afterEach(() => fixture.close());

/** An hour from the moment that signals begin. */
const PLAN: MaintenancePlan = {
  ...{
    name: "Patching",
    repeat: "weekly",
    timeZone: "UTC",
    startsAt: "2026-11-20T12:00",
    durationMinutes: 60,
  },
  ...{ regions: ["eu"], services: [], labels: {} },
};
const admin = () => fixture.as("admin");
const at = (minutes: number) => fixture.clock.set(STARTED_MS + minutes * MINUTE_MS);
const titles = async () => (await fixture.ctx.incidents.active()).map(({ title }) => title);

describe("during maintenance", () => {
  beforeEach(() => createMaintenanceWindow(admin(), PLAN));

  test("what begins opens nothing, elsewhere it does", async () => {
    const taken = await fixture.take(signalOf({ region: "eu" }), signalOf({ region: "us" }));
    expect(taken).toMatchObject({ silenced: 1, opened: [{ region: "us" }] });
    expect(await titles()).toEqual(["checkout in us is slow"]);
  });

  test("an alert that was sent is taken in once it is over, though nobody sends it again", async () => {
    const signal = signalOf({ labels: { team: "shop" }, groupKey: "g" });
    await fixture.take(signal);
    at(59);
    await keepIncidents(fixture.ctx);
    expect(await titles()).toEqual([]);
    at(60);
    await keepIncidents(fixture.ctx);
    const [incident] = await fixture.ctx.incidents.active();
    expect(await fixture.ctx.incidentSignals.ofIncidents([incident!.id])).toMatchObject([signal]);
    expect(await fixture.ctx.silencedSignals.list()).toEqual([]);
    expect(await keepIncidents(fixture.ctx)).toEqual({ opened: [], resolved: [] });
  });

  test("one that ended meanwhile is not", async () => {
    const signal = signalOf();
    await fixture.take(signal);
    await fixture.take({ ...signal, title: "Slower" });
    expect(await fixture.ctx.silencedSignals.list()).toMatchObject([{ title: "Slower" }]);
    await fixture.take({ ...signal, endedMs: STARTED_MS + MINUTE_MS });
    at(61);
    await keepIncidents(fixture.ctx);
    expect(await titles()).toEqual([]);
  });

  test("what the product sees itself is compared again, not kept", async () => {
    expect(await fixture.take(signalOf({ source: "objective" }))).toMatchObject({ silenced: 1 });
    expect(await fixture.ctx.silencedSignals.list()).toEqual([]);
  });

  test("what was known before goes on, and ends; that it begins anew is silenced", async () => {
    const signal = signalOf();
    at(-1);
    const { opened } = await fixture.take(signal);
    at(1);
    expect(await fixture.take({ ...signal, severity: "critical" })).toMatchObject({ silenced: 0 });
    expect(await fixture.ctx.incidents.find(opened[0]!.id)).toMatchObject({ severity: "critical" });
    await fixture.take({ ...signal, endedMs: STARTED_MS + MINUTE_MS });
    at(12);
    expect((await keepIncidents(fixture.ctx)).resolved).toHaveLength(1);
    expect(await fixture.take(signal)).toMatchObject({ silenced: 1, touched: [] });
    expect(await titles()).toEqual([]);
  });

  test("that is called off, what was silenced is taken in", async () => {
    await fixture.take(signalOf());
    const [window] = await listMaintenanceWindows(fixture.ctx);
    await deleteMaintenanceWindow(admin(), { id: window!.id, ifMatch: "*" });
    await keepIncidents(fixture.ctx);
    expect(await titles()).toEqual(["checkout in eu is slow"]);
  });
});

describe("maintenance windows", () => {
  test("are set by administrators alone, each change on what was read, and audited", async () => {
    await expect(createMaintenanceWindow(fixture.as("sre"), PLAN)).rejects.toMatchObject({
      code: "forbidden",
    });
    const created = await createMaintenanceWindow(admin(), PLAN);
    expect(created).toMatchObject({ ...PLAN, version: 1, createdBy: "user:admin" });
    const change = { id: created.id, plan: { ...PLAN, labels: { team: "shop" } } };
    const updated = await updateMaintenanceWindow(admin(), { ...change, ifMatch: 'W/"v1"' });
    expect(updated).toMatchObject({ labels: { team: "shop" }, version: 2 });
    for (const [ifMatch, code] of [
      ['W/"v1"', "precondition-failed"],
      [null, "precondition-required"],
    ] as const) {
      await expect(updateMaintenanceWindow(admin(), { ...change, ifMatch })).rejects.toMatchObject({ code });
      await expect(deleteMaintenanceWindow(admin(), { id: created.id, ifMatch })).rejects.toMatchObject({
        code,
      });
    }
    await deleteMaintenanceWindow(admin(), { id: created.id, ifMatch: 'W/"v2"' });
    expect(await listMaintenanceWindows(fixture.ctx)).toEqual([]);
    const deeds = await fixture.rows<{ action: string }>(
      `select action from audit_entry where action like 'maintenance%' order by id`,
    );
    expect(deeds.map(({ action }) => action)).toEqual([
      ...["maintenance-window.created", "maintenance-window.updated", "maintenance-window.deleted"],
    ]);
  });

  test.each([
    [{ regions: ["eu", "atlantis"] }, "/regions/1"],
    [{ services: ["flying"] }, "/services/0"],
  ])("are not of a place never seen: %o", async (of, pointer) => {
    await expect(createMaintenanceWindow(admin(), { ...PLAN, ...of })).rejects.toMatchObject({
      ...{ code: "bad-request", errors: [{ pointer }] },
    });
  });
});
