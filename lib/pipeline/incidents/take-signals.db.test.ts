import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/domain/window";
import { createIncidentFixture, type IncidentFixture } from "./incidents.fixture";
import { keepIncidents } from "./keep-incidents";
import { resolveIncident } from "./resolve-incident";
import { signalOf, STARTED_MS } from "./signals.fixture";

let fixture: IncidentFixture;
beforeEach(async () => {
  fixture = await createIncidentFixture();
});
afterEach(() => fixture.close());

const at = (minutes: number) => fixture.clock.set(STARTED_MS + minutes * MINUTE_MS);
const active = () => fixture.ctx.incidents.active();
const all = () => fixture.ctx.incidents.list({ state: "all", limit: 100 });
const timeline = async (id: string) => (await fixture.ctx.incidentEvents.list(id)).map(({ kind }) => kind);
const incidentIds = async () =>
  (
    await fixture.rows<{ id: string }>(`select "incidentId" as id from incident_signal order by "startedMs"`)
  ).map(({ id }) => id);

describe("signals", () => {
  test("of one cause make one incident, of two causes at once two", async () => {
    await fixture.take(signalOf({ service: "cart" }), signalOf({ service: "news" }));
    await fixture.take(
      signalOf({ service: "shop" }, 1),
      signalOf({ service: "app" }, 2),
      signalOf({ service: "news" }, 2),
    );
    const found = await active();
    expect(found.map(({ service }) => service).sort()).toEqual(["cart", "news"]);
    const [cart, news] = [
      found.find(({ service }) => service === "cart")!,
      found.find(({ service }) => service === "news")!,
    ];
    expect((await incidentIds()).sort()).toEqual([cart.id, cart.id, cart.id, news.id, news.id].sort());
  });

  test("whose cause is heard of last become parts of one incident, which is about the cause", async () => {
    const twoCallers = { app: ["cart"], shop: ["cart"] };
    for (const [name, calls] of Object.entries(twoCallers))
      await fixture.rows("update service set dependencies = $2 where name = $1", [name, calls]);
    await fixture.take(signalOf({ service: "app" }), signalOf({ service: "shop" }));
    expect(await active()).toHaveLength(2);
    await fixture.take(signalOf({ service: "cart" }, 1));
    const [incident, ...others] = await active();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ service: "cart", title: "cart in eu is slow" });
    expect(new Set(await incidentIds())).toEqual(new Set([incident!.id]));
    expect((await all()).map(({ id }) => id)).toEqual([incident!.id]);
    const [part] = await fixture.rows(`select status, resolution from incident where "mergedIntoId" = $1`, [
      incident!.id,
    ]);
    expect(part).toEqual({ status: "resolved", resolution: `Part of incident ${incident!.number}.` });
  });

  test("sent again change nothing, and at the same time open one incident", async () => {
    const signal = signalOf();
    await Promise.all(Array.from({ length: 5 }, () => fixture.take(signal)));
    expect(await active()).toHaveLength(1);
    expect(await timeline((await active())[0]!.id)).toEqual(["opened"]);
    expect(await fixture.take(signal)).toMatchObject({ opened: [], touched: [] });
  });

  test("that ended before they were heard of open nothing", async () => {
    expect(await fixture.take(signalOf({ endedMs: STARTED_MS }))).toEqual({
      opened: [],
      touched: [],
      joined: 0,
      known: 0,
      over: 1,
      silenced: 0,
    });
    expect(await all()).toEqual([]);
  });

  test("the worst of them is its severity, the first of what users feel its impact", async () => {
    const foretold = signalOf({ source: "prediction", severity: "medium" });
    await fixture.take(foretold);
    expect(await active()).toMatchObject([{ severity: "medium", impactStartMs: null }]);
    const felt = signalOf({ severity: "critical" }, 5);
    await fixture.take(felt, { ...foretold, endedMs: STARTED_MS + 6 * MINUTE_MS });
    expect(await active()).toMatchObject([
      { severity: "critical", impactStartMs: STARTED_MS + 5 * MINUTE_MS, quietSinceMs: null },
    ]);
    await fixture.take({ ...felt, endedMs: STARTED_MS + 9 * MINUTE_MS });
    const over = STARTED_MS + 9 * MINUTE_MS;
    expect(await active()).toMatchObject([{ severity: "critical", impactEndMs: over, quietSinceMs: over }]);
  });
});

test("it is felt where something fires that is not only foretold", async () => {
  const felt = signalOf({ service: "cart" });
  await fixture.take(felt, signalOf({ source: "prediction", service: "shop" }));
  const feltAt = async () => (await fixture.ctx.incidentSignals.summaries())[0]!.feltPlaces;
  expect(await feltAt()).toEqual([{ region: "eu", service: "cart" }]);
  await fixture.take({ ...felt, endedMs: STARTED_MS + MINUTE_MS });
  expect(await feltAt()).toEqual([]);
});

describe("an incident", () => {
  test("that is quiet for ten minutes is resolved; what fires again soon is the same one, later a new one", async () => {
    const first = signalOf({ subject: "s" });
    await fixture.take(first);
    await fixture.take({ ...first, endedMs: STARTED_MS + MINUTE_MS });
    at(10);
    expect((await keepIncidents(fixture.ctx)).resolved).toEqual([]);
    at(11);
    expect((await keepIncidents(fixture.ctx)).resolved).toMatchObject([
      { status: "resolved", resolvedBy: "system" },
    ]);
    const again = signalOf({ subject: "s" }, 13);
    await fixture.take(again);
    const [incident, ...none] = await all();
    expect(none).toEqual([]);
    expect(incident).toMatchObject({
      status: "open",
      resolvedMs: null,
      quietSinceMs: null,
      impactEndMs: null,
    });
    expect(await timeline(incident!.id)).toEqual([
      "opened",
      "signal-ended",
      "resolved",
      "reopened",
      "signal",
    ]);
    await fixture.take({ ...again, endedMs: STARTED_MS + 14 * MINUTE_MS });
    at(24);
    await keepIncidents(fixture.ctx);
    await fixture.take(signalOf({ subject: "s" }, 60));
    expect(await all()).toHaveLength(2);
  });

  test("that a person resolved is over: what fires again is a new one", async () => {
    const first = signalOf({ subject: "s" });
    await fixture.take(first);
    const [incident] = await active();
    await resolveIncident(fixture.as("sre"), { id: incident!.id, reason: "Known, and mended" });
    await fixture.take({ ...first, endedMs: STARTED_MS + MINUTE_MS }, signalOf({ subject: "s" }, 2));
    expect((await active()).map(({ id }) => id)).not.toContain(incident!.id);
    expect(await all()).toHaveLength(2);
  });

  test("that is only watched is looked into again when something of it fires", async () => {
    await fixture.take(signalOf());
    const [incident] = await active();
    await fixture.ctx.incidents.change(incident!.id, { status: "monitoring" }, STARTED_MS);
    await fixture.take(signalOf({ subject: "other" }, 3));
    expect(await active()).toMatchObject([{ status: "investigating" }]);
  });
});
