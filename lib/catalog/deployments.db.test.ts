import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listDeployments } from "./list-deployments";
import { recordDeployment, type RecordDeploymentInput } from "./record-deployment";
import { bindCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { KEY_SCOPES, ROLE_SCOPES, type Actor } from "@/lib/platform/actor";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const NOW_MS = Date.UTC(2026, 10, 26, 12);
const KEY: Actor = { kind: "key", id: "k", name: "ci", demo: false, scopes: KEY_SCOPES.ingest };
const READER: Actor = { kind: "key", id: "r", name: "grafana", demo: false, scopes: KEY_SCOPES.read };
const SRE: Actor = { kind: "user", id: "u", name: "Kim", role: "sre", scopes: ROLE_SCOPES.sre };

let testDatabase: TestDatabase;
let database: Database;
const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock: fixedClock(NOW_MS), demo: false });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
});
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

const event = (over: Partial<RecordDeploymentInput> = {}): RecordDeploymentInput => ({
  ...{ externalId: null, source: "api", service: "checkout", region: null, environment: "production" },
  ...{ kind: "deploy", outcome: "succeeded", version: "1", commit: null, committedAtMs: null },
  ...{ url: null, description: null },
  ...over,
});

describe("recording a deployment", () => {
  test("a stranger, a reader and an executive may not", async () => {
    await expect(recordDeployment(as({ kind: "anonymous", scopes: [] }), event())).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(recordDeployment(as(READER), event())).rejects.toMatchObject({ code: "forbidden" });
    const executive: Actor = { ...SRE, role: "executive", scopes: ROLE_SCOPES.executive };
    await expect(recordDeployment(as(executive), event())).rejects.toMatchObject({ code: "forbidden" });
  });

  test("the same external id updates the event and makes no second one, ten at a time", async () => {
    const started = event({ externalId: "run-7", outcome: "in_progress" });
    const kept = await Promise.all(Array.from({ length: 10 }, () => recordDeployment(as(KEY), started)));
    expect(new Set(kept.map((each) => each?.id)).size).toBe(1);
    const done = await recordDeployment(as(KEY), { ...started, outcome: "succeeded", version: "2" });
    expect(done).toMatchObject({ id: kept[0]?.id, outcome: "succeeded", version: "2" });
  });

  test("a report that was overtaken does not make it unfinished again", async () => {
    await recordDeployment(as(KEY), event({ externalId: "run-8", outcome: "failed" }));
    const late = await recordDeployment(as(KEY), event({ externalId: "run-8", outcome: "in_progress" }));
    expect(late?.outcome).toBe("failed");
  });

  test("a webhook's delivery counts once", async () => {
    const delivery = event({ source: "github", externalId: "a#1", deliveryId: "d-1" });
    expect(await recordDeployment(as(KEY), delivery)).not.toBeNull();
    expect(await recordDeployment(as(KEY), { ...delivery, outcome: "failed" })).toBeNull();
  });

  test("a person's is audited, a key's is not", async () => {
    const kept = await recordDeployment(as(SRE), event());
    const byKey = await recordDeployment(as(KEY), event());
    const { rows } = await testDatabase.pool.query(
      "select actor, subject from audit_entry where action = 'deployment.recorded'",
    );
    expect(rows).toEqual([{ actor: "user:Kim", subject: kept?.id }]);
    expect(byKey?.recordedBy).toBe("key:ci");
  });
});

describe("listing", () => {
  test("what concerns all regions or services belongs to each; pages neither repeat nor hide", async () => {
    await testDatabase.pool.query("delete from deployment");
    const at = (minute: number, over: Partial<RecordDeploymentInput>) =>
      recordDeployment(as(KEY), event({ deployedAtMs: NOW_MS - minute * 60_000, ...over }));
    await at(1, { region: "eu", version: "a" });
    await at(2, { region: null, version: "b" });
    await at(2, { region: "us", version: "c" });
    await at(3, { region: "eu", service: "search", version: "d" });
    await at(4, { region: "eu", service: null, version: "e" });
    const versions = async (filter: object) =>
      (await listDeployments(as(READER), { limit: 10, ...filter })).deployments.map(({ version }) => version);
    expect(await versions({ region: "eu" })).toEqual(["a", "b", "d", "e"]);
    expect(await versions({ region: "eu", service: "checkout" })).toEqual(["a", "b", "e"]);
    expect(await versions({ fromMs: NOW_MS - 180_000, toMs: NOW_MS - 60_000 })).toHaveLength(3);

    const seen: (string | null)[] = [];
    let after: { deployedAtMs: number; id: string } | undefined;
    do {
      const page = await listDeployments(as(READER), { limit: 2, after });
      seen.push(...page.deployments.map(({ version }) => version));
      after = page.last ?? undefined;
    } while (after);
    expect([...seen].sort()).toEqual(["a", "b", "c", "d", "e"]);
  });
});
