import { afterEach, beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { presentNamedSourceState } from "@/lib/pipeline/present/rest/present-source";
import { ROLE_SCOPES } from "@/lib/platform/actor";
import type { AppError } from "@/lib/platform/errors";
import { createSecretBox } from "@/lib/platform/secret-box";
import { versionTag } from "@/lib/platform/version-tag";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createSource } from "./create-source";
import { deleteSource } from "./delete-source";
import { startFakeEngine } from "./fake-engine.fixture";
import { listSources } from "./list-sources";
import { openReading, only, TEST_SETTINGS, type Reading } from "./reading.fixture";
import { readSourceStates } from "./read-source-states";
import { openHeaders } from "./source-headers";
import { trySource } from "./try-source";
import { updateSource } from "./update-source";

const SECRET = "tenant-secret-value";
const input = {
  name: "engine",
  url: "http://engine.example/prometheus",
  headers: { "X-Scope-OrgID": SECRET },
  enabled: true,
  settings: TEST_SETTINGS,
};

let database: TestDatabase;
let reading: Reading;
const clock = fixedClock(Date.UTC(2026, 10, 23, 12));

beforeEach(async () => {
  database = await createTestDatabase();
  reading = openReading(database.url, clock);
});
afterEach(async () => {
  await reading.close();
  await database.drop();
});

const refusal = (asked: Promise<unknown>): Promise<AppError> =>
  asked.then(
    () => Promise.reject(new Error("It was not refused.")),
    (error: AppError) => error,
  );

test("headers' values are sealed in the database and in no answer nor audit entry", async () => {
  const { ctx, services } = reading;
  const created = await createSource(ctx, services, input);
  const dump = await database.pool.query(
    "select s::text as text from source s union all select a::text from audit_entry a",
  );
  expect(JSON.stringify(dump.rows)).not.toContain(SECRET);
  expect(JSON.stringify([created, await listSources(ctx)])).not.toContain(SECRET);
  const stored = (await ctx.sources.find(created.id))!;
  expect(stored.headerNames).toEqual(["X-Scope-OrgID"]);
  expect(openHeaders(services.box, stored.sealedHeaders)).toEqual({ "X-Scope-OrgID": SECRET });
});

test("a value that is not sent is kept, for the same server only", async () => {
  const { ctx, services } = reading;
  const { id } = await createSource(ctx, services, input);
  const kept = { ...input, id, ifMatch: "*", headers: { "x-scope-orgid": null } };
  await updateSource(ctx, services, { ...kept, url: "http://engine.example/other" });
  const stored = (await ctx.sources.find(id))!;
  expect(openHeaders(services.box, stored.sealedHeaders)).toEqual({ "x-scope-orgid": SECRET });
  const elsewhere = { ...kept, url: "http://thief.example/prometheus" };
  expect(await refusal(updateSource(ctx, services, elsewhere))).toMatchObject({ code: "bad-request" });
  expect(await refusal(trySource(ctx, services, { ...elsewhere, id }))).toMatchObject({
    code: "bad-request",
  });
});

test("values that were sealed with another secret can only be entered anew", async () => {
  const { ctx, services } = reading;
  const { id } = await createSource(ctx, services, input);
  const other = { ...services, box: createSecretBox("another secret", "sources") };
  const change = { ...input, id, ifMatch: "*" };
  const kept = updateSource(ctx, other, { ...change, headers: { "X-Scope-OrgID": null } });
  const { code, errors } = await refusal(kept);
  expect([code, errors?.[0].pointer]).toEqual(["bad-request", "/headers"]);
  await updateSource(ctx, other, { ...change, headers: { "X-Scope-OrgID": "new" } });
  const stored = (await ctx.sources.find(id))!;
  expect(openHeaders(other.box, stored.sealedHeaders)).toEqual({ "X-Scope-OrgID": "new" });
});

test("a change needs the ETag that was read", async () => {
  const { ctx, services } = reading;
  const { id, version } = await createSource(ctx, services, input);
  const change = { ...input, id, enabled: false };
  expect(await refusal(updateSource(ctx, services, { ...change, ifMatch: null }))).toMatchObject({
    code: "precondition-required",
  });
  const changed = await updateSource(ctx, services, { ...change, ifMatch: versionTag(version) });
  const stale = { ...change, ifMatch: versionTag(version) };
  expect(await refusal(updateSource(ctx, services, stale))).toMatchObject({ code: "precondition-failed" });
  expect(await refusal(deleteSource(ctx, stale))).toMatchObject({ code: "precondition-failed" });
  await deleteSource(ctx, { id, ifMatch: versionTag(changed.version) });
  expect(await refusal(deleteSource(ctx, { id, ifMatch: "*" }))).toMatchObject({ code: "not-found" });
  const { rows } = await database.pool.query("select action from audit_entry order by id");
  expect(rows.map(({ action }) => action)).toEqual(["source.created", "source.updated", "source.deleted"]);
});

test("two sources cannot share a name", async () => {
  const { ctx, services } = reading;
  await createSource(ctx, services, input);
  expect(await refusal(createSource(ctx, services, input))).toMatchObject({ code: "conflict" });
});

test("one that is enabled anew begins with the present", async () => {
  const { ctx, services } = reading;
  const { id } = await createSource(ctx, services, input);
  await database.pool.query(`update source set "readToMs" = 1000`);
  await updateSource(ctx, services, { ...input, id, ifMatch: "*" });
  expect((await listSources(ctx))[0].readToMs).toBe(1000);
  await updateSource(ctx, services, { ...input, id, ifMatch: "*", enabled: false });
  await updateSource(ctx, services, { ...input, id, ifMatch: "*" });
  expect((await listSources(ctx))[0].readToMs).toBeNull();
});

test("who lacks settings:write may do nothing of it", async () => {
  const { ctx, services } = reading;
  const { id } = await createSource(ctx, services, input);
  const sre: Ctx = {
    ...ctx,
    actor: { kind: "user", id: "1", name: "s", role: "sre", scopes: ["metrics:read"] },
  };
  const ifMatch = "*";
  for (const asked of [
    listSources(sre),
    readSourceStates(sre),
    createSource(sre, services, input),
    updateSource(sre, services, { ...input, id, ifMatch }),
    deleteSource(sre, { id, ifMatch }),
    trySource(sre, services, { ...input, id }),
  ])
    expect(await refusal(asked)).toMatchObject({ code: "forbidden" });
});

test("an engineer is told how reading goes, and nothing of what an admin set", async () => {
  const { ctx, services } = reading;
  const { id } = await createSource(ctx, services, input);
  const actor = { kind: "user", id: "1", name: "s", role: "sre", scopes: ROLE_SCOPES.sre } as const;
  const states = await readSourceStates({ ...ctx, actor });
  const told = states.map((source) => presentNamedSourceState(source, clock.nowMs()));
  expect(told).toMatchObject([{ id, name: "engine", state: { status: "waiting", error: null } }]);
  expect(JSON.stringify(told)).not.toMatch(/engine\.example|x-scope/i);
});

test("a try-out shows series, samples and errors, and stores nothing", async () => {
  const { ctx, services } = reading;
  const engine = await startFakeEngine();
  try {
    const labels = { region: "north", service: "shop" };
    engine.series = new Map([
      [
        "requests",
        [
          { labels, value: () => 3 },
          { labels: { service: "lost" }, value: () => 1 },
        ],
      ],
    ]);
    engine.behave = null;
    const settings = only({ requests: "requests", errors: "bad($range)" });
    const tried = await trySource(ctx, services, { ...input, id: null, url: engine.url, settings });
    expect(tried).toMatchObject([
      {
        ...{ metric: "requests", query: "requests", error: null, series: 2, leftOut: 1 },
        samples: [{ region: "north", service: "shop", value: 3 }],
      },
      { metric: "errors", query: "bad(40s)", error: null, series: 0, samples: [] },
    ]);
    const dead = await trySource(ctx, services, { ...input, id: null, url: "http://127.0.0.1:9", settings });
    expect(dead[0]).toMatchObject({ series: 0, error: expect.stringContaining("cannot be reached") });
    const { rows } = await database.pool.query("select 1 from rollup union all select 1 from source");
    expect(rows).toEqual([]);
  } finally {
    await engine.close();
  }
});
