import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { createFleetControlStore } from "@/lib/demo/fleet-control-store";
import { ACTING_STATES, type ResponsePolicySettings, type ResponseRun } from "@/lib/domain/response";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { createIncidentFixture, type IncidentFixture } from "@/lib/pipeline/incidents/incidents.fixture";
import { signalOf, STARTED_MS } from "@/lib/pipeline/incidents/signals.fixture";
import { exampleCycle, exampleRegion, exampleService } from "@/lib/testing/example-cycle";
import { startTestFleet, type TestFleet } from "@/lib/testing/simulated-fleet";
import { approveResponse, denyResponse, settleResponse, undoResponse } from "./decide-response";
import { dryRunResponse } from "./dry-run-response";
import { executeRun } from "./execute-run";
import type { Executor } from "./executor";
import { createFleetExecutor } from "./fleet-executor";
import { policyOf } from "./respond.fixture";
import { createResponsePolicy, updateResponsePolicy } from "./response-policies";
import { updateResponseSettings } from "./response-settings";
import { respond } from "./respond";
import { undoRun } from "./undo-run";

const REGION = "eu-west-1";
const SIGNAL = signalOf({ region: REGION, service: "catalog", severity: "medium", demo: true });
let fixture: IncidentFixture;
let fleet: TestFleet;
let executor: Executor;
let ctx: Ctx;
const sre = () => fixture.as("sre", "ana");

beforeEach(async () => {
  fixture = await createIncidentFixture();
  ctx = fixture.ctx;
  fleet = await startTestFleet(STARTED_MS);
  executor = createFleetExecutor(createFleetControlStore(fleet));
  await telemetry(0);
});
afterEach(async () => {
  await fixture.close();
  await fleet.stop();
});

/** A cycle at that minute, with telemetry until then. */
async function telemetry(minutes: number): Promise<void> {
  const asOfMs = STARTED_MS + minutes * MINUTE_MS;
  fixture.clock.set(asOfMs);
  const stamp = { asOfMs, newestSampleMs: asOfMs - SECOND_MS };
  const regions = [REGION, "us-east-1"].map((region) => exampleRegion(region, { ...stamp, servers: 500 }));
  const services = regions.map(({ region }) => exampleService(region, "catalog", { ...stamp, servers: 100 }));
  await ctx.transaction((tx) => tx.snapshots.save({ ...exampleCycle(asOfMs), regions, services }));
}
const policy = (of: Partial<ResponsePolicySettings> = {}) =>
  createResponsePolicy(fixture.as("admin"), policyOf(of));
const runs = () => ctx.responses.list({ limit: 100 });
const theRun = async () => (await runs())[0]!;
const jobs = async (name: string) =>
  (
    await fixture.rows<{ payload: { id: string } }>(
      "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1",
      [name],
    )
  ).map(({ payload }) => payload.id);
const execute = async () => executeRun(ctx, executor, { id: (await theRun()).id });
const acted = () => fleet.control.asked;
const timeline = async ({ incidentId }: ResponseRun) =>
  (await ctx.incidentEvents.list(incidentId))
    .filter(({ kind }) => kind === "response")
    .map(({ text }) => text);
const ended = (minutes: number) => fixture.take({ ...SIGNAL, endedMs: STARTED_MS + minutes * MINUTE_MS });

describe("a policy", () => {
  test("suggests once, and does nothing until somebody says so", async () => {
    await policy();
    await fixture.take(SIGNAL);
    await respond(ctx);
    await respond(ctx);
    expect(await runs()).toMatchObject([{ state: "suggested", region: REGION, service: "catalog" }]);
    expect(await jobs("execute-response")).toEqual([]);
    await approveResponse(sre(), { id: (await theRun()).id });
    expect(await theRun()).toMatchObject({
      state: "claimed",
      decidedBy: "user:ana",
      capacityShare: (100 / 1_000) * 0.2,
    });
    expect(await jobs("execute-response")).toEqual([(await theRun()).id]);
  });

  test("asks for approval, for a time", async () => {
    await policy({ mode: "approve", approveWithinMs: 10 * MINUTE_MS });
    await fixture.take(SIGNAL);
    await respond(ctx);
    const { id } = await theRun();
    await expect(approveResponse(fixture.as("executive"), { id })).rejects.toMatchObject({
      code: "forbidden",
    });
    fixture.clock.set(STARTED_MS + 10 * MINUTE_MS);
    await expect(approveResponse(sre(), { id })).rejects.toMatchObject({ code: "conflict" });
    await respond(ctx);
    expect(await theRun()).toMatchObject({ state: "expired" });
  });

  test("is told no, and does not ask again", async () => {
    await policy({ mode: "approve" });
    await fixture.take(SIGNAL);
    await respond(ctx);
    await denyResponse(sre(), { id: (await theRun()).id, reason: "We are on it" });
    await respond(ctx);
    expect(await runs()).toMatchObject([{ state: "denied", outcome: "We are on it" }]);
  });

  test("that no action of the kind fits is refused, and so is who may not", async () => {
    const actions = [{ kind: "restart", share: 0.5, toRegion: null } as const];
    await expect(policy({ actions })).rejects.toMatchObject({ errors: [{ pointer: "/actions/0/share" }] });
    await expect(createResponsePolicy(sre(), policyOf())).rejects.toMatchObject({ code: "forbidden" });
    const made = await policy();
    await expect(policy()).rejects.toMatchObject({ code: "conflict" });
    const changed = { id: made.id, ifMatch: 'W/"v9"', settings: policyOf() };
    await expect(updateResponsePolicy(fixture.as("admin"), changed)).rejects.toMatchObject({
      code: "precondition-failed",
    });
  });
});

describe("an automatic response", () => {
  beforeEach(async () => {
    await policy({ mode: "auto" });
    await fixture.take(SIGNAL);
    await respond(ctx);
  });

  test("acts, and is verified only by telemetry that came later", async () => {
    expect(await theRun()).toMatchObject({ state: "claimed", decidedBy: "system:test" });
    await execute();
    expect(acted()).toMatchObject([{ kind: "throttle", region: REGION, service: "catalog", share: 0.2 }]);
    await ended(1);
    await respond(ctx);
    expect(await theRun()).toMatchObject({ state: "verifying" });
    await telemetry(2);
    await respond(ctx);
    expect(await theRun()).toMatchObject({
      ...{ state: "verified", externalId: acted()[0]!.id, endedMs: STARTED_MS + 2 * MINUTE_MS },
      ...{ before: { servers: 100 }, after: { servers: 100 }, request: { action: "throttle" } },
    });
    expect((await timeline(await theRun())).map((line) => line.split(/[: ]/)[0])).toEqual(
      "Suggested Started Sent Accepted Verified".split(" "),
    );
  });

  test("that does not help is taken back, and the incident is graver", async () => {
    await execute();
    await telemetry(30);
    await respond(ctx);
    expect(await jobs("undo-response")).toEqual([(await theRun()).id]);
    await undoRun(ctx, executor, await theRun());
    await undoRun(ctx, executor, await theRun());
    expect(await theRun()).toMatchObject({ state: "rolled-back" });
    expect(acted()).toMatchObject([{ undoneMs: expect.any(Number) as number }]);
    expect(await ctx.incidents.find((await theRun()).incidentId)).toMatchObject({ severity: "high" });
    expect((await timeline(await theRun())).at(-1)).toBe("Escalated to high: the response did not help.");
  });

  test("of the simulated fleet never reaches what is real", async () => {
    await executeRun(ctx, { ...executor, simulated: false }, { id: (await theRun()).id });
    expect(await theRun()).toMatchObject({ state: "failed" });
    expect(acted()).toEqual([]);
  });

  test("interrupted between claim and answer is never repeated: a person settles it", async () => {
    const crashing: Executor = {
      ...executor,
      execute: async (request) => {
        await executor.execute(request);
        throw new Error("killed");
      },
    };
    const { id } = await theRun();
    await expect(executeRun(ctx, crashing, { id })).rejects.toThrow("killed");
    expect(await theRun()).toMatchObject({ state: "running" });
    await execute();
    await execute();
    expect(await theRun()).toMatchObject({ state: "unknown" });
    expect(acted()).toHaveLength(1);
    await settleResponse(sre(), { id, happened: true });
    expect(await theRun()).toMatchObject({ state: "verifying", outcome: null });
  });

  test("whose job was lost is handed out again, and found when it was interrupted", async () => {
    await fixture.rows("delete from graphile_worker._private_jobs");
    fixture.clock.set(STARTED_MS + 31 * SECOND_MS);
    await respond(ctx);
    expect(await jobs("execute-response")).toEqual([(await theRun()).id]);
    const hanging: Executor = { ...executor, execute: () => Promise.reject(new Error("killed")) };
    await executeRun(ctx, hanging, await theRun()).catch(() => undefined);
    await telemetry(3);
    await respond(ctx);
    expect(await theRun()).toMatchObject({ state: "unknown" });
  });

  test("that nothing carries out fails, and does nothing", async () => {
    await executeRun(ctx, null, await theRun());
    expect(await theRun()).toMatchObject({ state: "failed" });
    expect(acted()).toEqual([]);
  });

  test("is taken back by a person, and the next one is not tried", async () => {
    await execute();
    await undoResponse(sre(), { id: (await theRun()).id });
    await undoRun(ctx, executor, await theRun());
    await respond(ctx);
    expect(await runs()).toMatchObject([{ state: "rolled-back", undoAskedBy: "user:ana" }]);
  });
});

describe("limits", () => {
  test("hold back what would start by itself, and say which", async () => {
    await updateResponseSettings(sre(), { ifMatch: "*", settings: { stopped: true, freezes: [] } });
    await policy({ mode: "auto" });
    await fixture.take(SIGNAL);
    await respond(ctx);
    await respond(ctx);
    expect(await theRun()).toMatchObject({ state: "suggested", heldBy: "stopped" });
    expect((await timeline(await theRun())).filter((line) => line.startsWith("Not started"))).toHaveLength(1);
    expect(await dryRunResponse(ctx, executor, await theRun())).toMatchObject({
      ...{
        verdict: { kind: "refused", limit: "stopped" },
        change: expect.stringContaining("20 %") as string,
      },
      ...{ executor: "the simulated fleet", request: { share: 0.2 }, undoable: true },
    });
    await updateResponseSettings(sre(), { ifMatch: "*", settings: { stopped: false, freezes: [] } });
    await respond(ctx);
    expect(await theRun()).toMatchObject({ state: "claimed", heldBy: null });
  });

  test("stop what is claimed and not yet sent, too", async () => {
    await policy({ mode: "auto" });
    await fixture.take(SIGNAL);
    await respond(ctx);
    await updateResponseSettings(sre(), { ifMatch: "*", settings: { stopped: true, freezes: [] } });
    await execute();
    expect(await theRun()).toMatchObject({ state: "failed" });
    expect(acted()).toEqual([]);
  });

  test("hold when many are approved at the same instant: one region at a time", async () => {
    await policy();
    await fixture.take(SIGNAL);
    await fixture.take(signalOf({ region: "us-east-1", service: "catalog", demo: true }, 60));
    await respond(ctx);
    const waiting = await runs();
    expect(waiting).toHaveLength(2);
    const results = await Promise.allSettled(waiting.map(({ id }) => approveResponse(sre(), { id })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const acting = (await runs()).filter(({ state }) => ACTING_STATES.some((each) => each === state));
    expect(acting).toHaveLength(1);
  });
});
