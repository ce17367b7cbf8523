import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actionLevel } from "@/lib/simulate/control-action";
import { startTestFleet, type TestFleet } from "@/lib/testing/simulated-fleet";

const START_MS = Date.UTC(2026, 10, 25, 12);
const MINUTE_MS = 60_000;
const LEAK = { kind: "memory-leak", region: "eu-west-1", service: "catalog" };
const RESTART = { action: "restart", region: "eu-west-1", service: "catalog" };

let fleet: TestFleet;
beforeEach(async () => {
  fleet = await startTestFleet(START_MS);
});
afterEach(() => fleet.stop());

async function call(method: string, path: string, body?: unknown, key: string | null = fleet.key) {
  const response = await fetch(fleet.url + path, {
    method,
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const type = response.headers.get("content-type");
  expect(type).toBe(response.ok ? "application/json" : "application/problem+json");
  return { status: response.status, body: await response.json() };
}
const state = async () => (await call("GET", "/state")).body;

describe("who may", () => {
  it.each([null, "", "wrong", "a control key for test"])("refuses the key %j everywhere", async (key) => {
    for (const [method, path] of [
      ["GET", "/state"],
      ["POST", "/scenarios"],
      ["POST", "/actions"],
      ["PUT", "/speed"],
      ["POST", "/reset"],
      ["GET", "/nothing"],
    ])
      expect((await call(method, path, undefined, key)).status, path).toBe(401);
  });
});

describe("what is asked wrongly", () => {
  it.each([
    ["POST", "/scenarios", { ...LEAK, kind: "flood" }, "/kind"],
    ["POST", "/scenarios", { ...LEAK, region: "atlantis" }, "/region"],
    ["POST", "/scenarios", { ...LEAK, service: "nobody" }, "/service"],
    ["POST", "/scenarios", { kind: "memory-leak", region: "eu-west-1" }, "/service"],
    ["POST", "/scenarios", { ...LEAK, kind: "flash-crowd" }, "/service"],
    ["POST", "/scenarios", { ...LEAK, kind: "connection-pool-leak", service: "edge-gateway" }, "/service"],
    ["POST", "/scenarios", { ...LEAK, kind: "cache-stampede", service: "edge-gateway" }, "/service"],
    ["POST", "/scenarios", { ...LEAK, colour: "blue" }, ""],
    ["POST", "/actions", { ...RESTART, action: "pray" }, "/action"],
    ["POST", "/actions", { ...RESTART, region: "atlantis" }, "/region"],
    ["POST", "/actions", { ...RESTART, share: 0.5 }, "/share"],
    ["POST", "/actions", { ...RESTART, action: "throttle", share: 0.81 }, "/share"],
    ["POST", "/actions", { ...RESTART, action: "scale-out", share: 0 }, "/share"],
    ["POST", "/actions", { ...RESTART, action: "shift-traffic", to_region: "eu-west-1" }, "/to_region"],
    ["POST", "/actions", { ...RESTART, to_region: "us-east-1" }, "/to_region"],
    ["PUT", "/actions/mode", { actions: "maybe" }, "/actions"],
    ["PUT", "/speed", { speed: 0 }, "/speed"],
    ["PUT", "/speed", { speed: 101 }, "/speed"],
    ["PUT", "/speed", {}, "/speed"],
    ["POST", "/reset", { really: true }, ""],
  ])("%s %s %j is a 400 that names %j, and changes nothing", async (method, path, body, pointer) => {
    const before = await state();
    const answer = await call(method, path, body);
    expect(answer).toMatchObject({ status: 400, body: { title: "Bad request", status: 400 } });
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(await state()).toEqual(before);
  });

  it("says what it cannot read, find or do", async () => {
    expect(await call("POST", "/scenarios", "{")).toMatchObject({ status: 400 });
    expect(await call("POST", "/scenarios")).toMatchObject({ status: 400 });
    expect(await call("GET", "/nothing")).toMatchObject({ status: 404 });
    expect(await call("GET", "/constructor")).toMatchObject({ status: 404 });
    expect(await call("DELETE", "/state")).toMatchObject({
      status: 405,
      body: { detail: "/state takes GET." },
    });
    expect(await call("POST", "/scenarios", " ".repeat(20_000))).toMatchObject({ status: 413 });
  });
});

describe("scenarios", () => {
  it("run from now on, are shown as they unfold, and are gone when they are over", async () => {
    expect(await call("POST", "/scenarios", LEAK)).toMatchObject({
      status: 201,
      body: { ...LEAK, phase: "growing", level: 0, progress: 0, started_at: "2026-11-25T12:00:00.000Z" },
    });
    fleet.setTime(START_MS + 90 * MINUTE_MS);
    expect((await state()).scenarios).toMatchObject([
      { ...LEAK, phase: "growing", level: 0.5, progress: 0.45 },
    ]);
    fleet.setTime(START_MS + 185 * MINUTE_MS);
    expect((await state()).scenarios).toMatchObject([{ phase: "failed", level: 1 }]);
    fleet.setTime(START_MS + 198 * MINUTE_MS);
    expect((await state()).scenarios).toMatchObject([{ phase: "being-mended" }]);
    fleet.setTime(START_MS + 201 * MINUTE_MS);
    expect((await state()).scenarios).toEqual([]);
  });

  it("do not run twice at one place", async () => {
    await call("POST", "/scenarios", LEAK);
    expect(await call("POST", "/scenarios", LEAK)).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: "/kind" }] },
    });
    expect((await call("POST", "/scenarios", { ...LEAK, region: "us-east-1" })).status).toBe(201);
  });

  it("go on from where they are at another speed", async () => {
    await call("POST", "/scenarios", LEAK);
    fleet.setTime(START_MS + 45 * MINUTE_MS);
    const sped = await call("PUT", "/speed", { speed: 60 });
    expect(sped.body).toMatchObject({ speed: 60, scenarios: [{ level: 0.25 }] });
    fleet.setTime(START_MS + 46 * MINUTE_MS);
    const [later] = (await state()).scenarios;
    expect(later.level).toBeCloseTo(0.25 + 60 / 180, 9);
    expect(Date.parse(later.fails_at)).toBeCloseTo(START_MS + (45 + 135 / 60) * MINUTE_MS, -1);
  });
});

describe("actions", () => {
  it("are accepted with their times, and once for one idempotency key", async () => {
    const asked = { ...RESTART, action: "scale-out", share: 0.3, idempotency_key: "a" };
    const first = await call("POST", "/actions", asked);
    expect(first).toMatchObject({
      status: 202,
      body: {
        action: "scale-out",
        region: "eu-west-1",
        service: "catalog",
        share: 0.3,
        effect_from: "2026-11-25T12:03:00.000Z",
        complete_at: "2026-11-25T12:06:00.000Z",
        until: "2026-11-25T16:06:00.000Z",
      },
    });
    expect(await call("POST", "/actions", asked)).toEqual(first);
    expect((await state()).actions).toHaveLength(1);
    expect(fleet.control.world().actions).toHaveLength(1);
  });

  it("are answered alike, and do nothing, where it was told to ignore them", async () => {
    await call("POST", "/scenarios", LEAK);
    await call("PUT", "/actions/mode", { actions: "ignore" });
    fleet.setTime(START_MS + 90 * MINUTE_MS);
    expect((await call("POST", "/actions", RESTART)).status).toBe(202);
    fleet.setTime(START_MS + 100 * MINUTE_MS);
    const ignored = await state();
    expect(ignored).toMatchObject({ actions_mode: "ignore", actions: [{ action: "restart" }] });
    expect(ignored.scenarios[0].level).toBeCloseTo(100 / 180, 9);
    await call("PUT", "/actions/mode", { actions: "obey" });
    await call("POST", "/actions", RESTART);
    fleet.setTime(START_MS + 110 * MINUTE_MS);
    expect((await state()).scenarios[0].level).toBeCloseTo(10 / 180, 9);
  });
});

it("an action that lasts is taken back, once; what is done for good is not", async () => {
  const asked = { action: "throttle", region: "eu-west-1", service: "catalog", share: 0.4 };
  const { body } = await call("POST", "/actions", asked);
  fleet.setTime(START_MS + 10 * MINUTE_MS);
  const undone = await call("POST", "/actions/undo", { id: body.id });
  expect(undone).toMatchObject({ status: 200, body: { until: "2026-11-25T12:10:00.000Z" } });
  fleet.setTime(START_MS + 12 * MINUTE_MS);
  expect(await call("POST", "/actions/undo", { id: body.id })).toEqual(undone);
  const [action] = fleet.control.world().actions;
  expect(actionLevel(action, START_MS + 9 * MINUTE_MS)).toBe(1);
  expect(actionLevel(action, START_MS + 11 * MINUTE_MS)).toBe(0);
  const restarted = await call("POST", "/actions", RESTART);
  expect((await call("POST", "/actions/undo", { id: restarted.body.id })).status).toBe(409);
  expect((await call("POST", "/actions/undo", { id: "nobody" })).status).toBe(409);
});

it("a reset brings the quiet fleet back, at its usual speed and obedient", async () => {
  const quiet = await state();
  await call("POST", "/scenarios", LEAK);
  await call("PUT", "/speed", { speed: 20 });
  await call("POST", "/actions", RESTART);
  await call("PUT", "/actions/mode", { actions: "ignore" });
  expect((await call("POST", "/reset")).body).toEqual(quiet);
  expect(fleet.control.world()).toMatchObject({ scenarios: [], actions: [] });
});
