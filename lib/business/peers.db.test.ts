import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPeer } from "./create-peer";
import { deletePeer } from "./delete-peer";
import { findPeer } from "./find-peer";
import { listPeers } from "./list-peers";
import { FEWEST_PROBES } from "./peer-store";
import { probePeers } from "./probe-peers";
import { updatePeer } from "./update-peer";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { PeerSettings } from "@/lib/domain/peer";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import { ROLE_SCOPES, type Actor } from "@/lib/platform/actor";
import { createHttpProbe, type Probe } from "@/lib/platform/http-probe";
import { createOutgoingGuard } from "@/lib/platform/outgoing-guard";
import { versionTag } from "@/lib/platform/version-tag";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const NOW_MS = Date.UTC(2026, 10, 26, 12);
const GUARD = createOutgoingGuard("");
const ADMIN: Actor = { kind: "user", id: "u", name: "Kim", role: "admin", scopes: ROLE_SCOPES.admin };
const SRE: Actor = { ...ADMIN, role: "sre", scopes: ROLE_SCOPES.sre };

let testDatabase: TestDatabase;
let database: Database;
let clock: FixedClock;
let admin: Ctx;
let worker: Ctx;
const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock, demo: false });
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  clock = fixedClock(NOW_MS);
  admin = as(ADMIN);
  worker = as(systemActor("worker"));
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

const peer = (over: Partial<PeerSettings> = {}): PeerSettings => ({
  ...{ name: "Rival", kind: "probe", own: false, url: "https://rival.example/", enabled: true },
  ...{ latencyMs: null, successRatio: null, source: null, measuredOn: null },
  ...over,
});
const benchmark = peer({
  ...{ name: "Lab", kind: "benchmark", url: null, latencyMs: 120, successRatio: 0.999 },
  ...{ source: "Their report", measuredOn: "2026-10-01" },
});

describe("peers", () => {
  test("are an admin's alone", async () => {
    const sre = as(SRE);
    for (const attempt of [() => createPeer(sre, GUARD, peer()), () => listPeers(sre)])
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("are added, changed and removed as they were read, and audited", async () => {
    const added = await createPeer(admin, GUARD, peer());
    const { id } = added;
    expect(await findPeer(admin, { id })).toEqual({
      ...peer(),
      ...{ id, version: 1, createdAtMs: NOW_MS, createdBy: "user:Kim" },
    });
    const settings = peer({ enabled: false });
    const stale = { id, settings, ifMatch: versionTag(7) };
    await expect(updatePeer(admin, GUARD, stale)).rejects.toMatchObject({ code: "precondition-failed" });
    expect(await updatePeer(admin, GUARD, { id, settings, ifMatch: versionTag(1) })).toMatchObject({
      ...{ enabled: false, version: 2 },
    });
    await expect(deletePeer(admin, { id, ifMatch: null })).rejects.toMatchObject({
      code: "precondition-required",
    });
    await deletePeer(admin, { id, ifMatch: versionTag(2) });
    await expect(findPeer(admin, { id })).rejects.toMatchObject({ code: "not-found" });
    const { rows } = await testDatabase.pool.query("select action from audit_entry order by id");
    expect(rows.map(({ action }) => action)).toEqual(["peer.created", "peer.updated", "peer.deleted"]);
  });

  test("have names of their own, and one is ourselves, however many are added at once", async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        createPeer(admin, GUARD, peer({ name: index < 3 ? "Us" : `Us ${index}`, own: true })),
      ),
    );
    const refused = attempts.filter((each) => each.status === "rejected");
    expect(attempts.length - refused.length).toBe(1);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "conflict" });
    await createPeer(admin, GUARD, peer());
    await expect(createPeer(admin, GUARD, peer())).rejects.toMatchObject({ errors: [{ pointer: "/name" }] });
    await expect(createPeer(admin, GUARD, peer({ name: "We", own: true }))).rejects.toMatchObject({
      errors: [{ pointer: "/own" }],
    });
  });

  test("inside the own network are refused when they are entered", async () => {
    for (const url of ["http://127.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/"])
      await expect(createPeer(admin, GUARD, peer({ url }))).rejects.toMatchObject({
        ...{ code: "bad-request", errors: [{ pointer: "/url" }] },
      });
  });

  test("are at most twenty", async () => {
    for (let index = 0; index < 20; index++) await createPeer(admin, GUARD, peer({ name: `P${index}` }));
    await expect(createPeer(admin, GUARD, peer({ name: "P20" }))).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("probes", () => {
  const answering =
    (latencyMs: number, status = 200): Probe =>
    async () => ({ kind: "answered", latencyMs, status });
  const rows = async () =>
    (await testDatabase.pool.query(`select "latencyMs", ok, error from peer_probe order by "minuteMs"`)).rows;

  test("are once a minute, however many workers there are; benchmarks and disabled ones are not asked", async () => {
    await createPeer(admin, GUARD, peer());
    await createPeer(admin, GUARD, peer({ name: "Off", enabled: false }));
    await createPeer(admin, GUARD, benchmark);
    const counts = await Promise.all(Array.from({ length: 4 }, () => probePeers(worker, answering(80))));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await rows()).toEqual([{ latencyMs: 80, ok: true, error: null }]);
    clock.advance(MINUTE_MS);
    expect(await probePeers(worker, answering(90, 503))).toBe(1);
    clock.advance(MINUTE_MS);
    await probePeers(worker, async () => ({ kind: "failed", because: "No answer within 10 s." }));
    expect(await rows()).toEqual([
      { latencyMs: 80, ok: true, error: null },
      { latencyMs: 90, ok: false, error: "It answers 503." },
      { latencyMs: null, ok: false, error: "No answer within 10 s." },
    ]);
  });

  test("need the scope of the engine", async () => {
    await expect(probePeers(as({ kind: "anonymous", scopes: [] }), answering(1))).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("make a standing once there are enough: the median of good answers, the share of all; a day's", async () => {
    const { id } = await createPeer(admin, GUARD, peer());
    const standing = async () => (await listPeers(admin)).find((each) => each.peer.id === id)!;
    await admin.peers.addProbe(
      { id, version: 1 },
      { minuteMs: NOW_MS - 2 * DAY_MS, latencyMs: 9_999, ok: true, error: null },
    );
    for (let probe = 1; probe < FEWEST_PROBES; probe++) {
      await probePeers(worker, answering(probe * 10));
      clock.advance(MINUTE_MS);
    }
    expect(await standing()).toMatchObject({ latencyMs: null, successRatio: null, probes: 9 });
    await probePeers(worker, answering(5_000, 500));
    expect(await standing()).toEqual({
      ...{ peer: expect.objectContaining({ name: "Rival" }), latencyMs: 50, successRatio: 0.9 },
      ...{ probes: 10, newestProbeMs: clock.nowMs(), error: "It answers 500." },
    });
    expect(await admin.peers.thin(NOW_MS + 29 * DAY_MS)).toBe(1);
  });

  test("of another address are forgotten, also one that was under way", async () => {
    const added = await createPeer(admin, GUARD, peer());
    await probePeers(worker, answering(80));
    clock.advance(MINUTE_MS);
    const settings = peer({ url: "https://moved.example/" });
    await probePeers(worker, async () => {
      await updatePeer(admin, GUARD, { id: added.id, settings, ifMatch: "*" });
      return { kind: "answered", latencyMs: 1, status: 200 };
    });
    expect(await rows()).toEqual([]);
  });

  test("ask over HTTP, through the guard", async () => {
    const server = http.createServer((_req, res) => res.end("ok"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const allowing = createOutgoingGuard("127.0.0.1");
    await createPeer(admin, allowing, peer({ url }));
    await probePeers(worker, createHttpProbe(allowing));
    clock.advance(MINUTE_MS);
    await probePeers(worker, createHttpProbe(GUARD)); // the administrator changed his mind
    await new Promise((resolve) => server.close(resolve));
    expect(await rows()).toEqual([
      { latencyMs: expect.any(Number), ok: true, error: null },
      { latencyMs: null, ok: false, error: expect.stringContaining("OUTGOING_ALLOW=127.0.0.1") },
    ]);
  });
});
