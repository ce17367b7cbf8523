import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { githubDeployment } from "./github-deployment";
import { readGithubWebhook, receiveGithubDelivery, setGithubWebhook } from "./github-webhook";
import { listDeployments } from "./list-deployments";
import { bindCtx } from "@/lib/compose/context";
import type { GithubDeploymentEvent, GithubPlace } from "@/lib/contracts/github-webhook";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { ROLE_SCOPES, type Actor } from "@/lib/platform/actor";
import { createSecretBox } from "@/lib/platform/secret-box";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const SECRET = "it is only for tests, this one";
const NOW_MS = Date.UTC(2026, 10, 26, 12);
const ADMIN: Actor = { kind: "user", id: "a", name: "Ada", role: "admin", scopes: ROLE_SCOPES.admin };
const box = createSecretBox("installation secret installation secret", "github-webhook");

let testDatabase: TestDatabase;
let database: Database;
const as = (actor: Actor) => bindCtx({ database, actor, clock: fixedClock(NOW_MS), demo: false });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  await testDatabase.pool.query(
    "insert into region (code, name) values ('eu-west-1', 'eu'), ('west-1', 'w')",
  );
});
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

const event = (
  state?: string,
  environment = "production-eu-west-1",
  task = "deploy",
): GithubDeploymentEvent => ({
  repository: {
    name: "checkout",
    full_name: "acme/checkout",
    html_url: "https://github.example/acme/checkout",
  },
  deployment: {
    id: 7,
    sha: "abc",
    ref: "v1.2",
    task,
    environment,
    created_at: "2026-11-26T11:00:00Z",
    payload: {},
  },
  ...(state ? { deployment_status: { state, created_at: "2026-11-26T11:05:00Z" } } : {}),
});
const sign = (raw: Buffer, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
let deliveries = 0;
function deliver(body: unknown, over: { event?: string; signature?: string; deliveryId?: string } = {}) {
  const raw = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const delivery = {
    event: "deployment_status",
    deliveryId: `d-${deliveries++}`,
    signature: sign(raw),
    raw,
    ...over,
  };
  return receiveGithubDelivery(as({ kind: "anonymous", scopes: [] }), as, box, delivery);
}
const unauthenticated = { code: "unauthenticated" };

describe("GitHub's deployment webhook", () => {
  test("is closed until an admin sets a secret, which is kept encrypted and never told", async () => {
    await expect(deliver({}, { event: "ping" })).rejects.toMatchObject(unauthenticated);
    const sre: Actor = { ...ADMIN, role: "sre", scopes: ROLE_SCOPES.sre };
    await expect(setGithubWebhook(as(sre), box, { secret: SECRET, places: [] })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(setGithubWebhook(as(ADMIN), box, { places: [] })).rejects.toMatchObject({
      errors: [{ pointer: "/secret" }],
    });
    await setGithubWebhook(as(ADMIN), box, { secret: SECRET, places: [] });
    expect(await readGithubWebhook(as(ADMIN))).toMatchObject({ places: [] });
    const { rows } = await testDatabase.pool.query("select value::text from setting");
    const audit = await testDatabase.pool.query("select detail::text from audit_entry");
    expect(JSON.stringify([rows, audit.rows])).not.toContain(SECRET);
    expect(audit.rows).toHaveLength(1);
  });

  test("answers a ping; takes no other signature, whatever is wrong with it", async () => {
    expect(await deliver({ zen: "x" }, { event: "ping" })).toBe("pong");
    const raw = Buffer.from(JSON.stringify(event("success")));
    const bad = [
      ...["", "sha256=", "sha256=00", `sha1=${"0".repeat(40)}`, `sha256=${"0".repeat(64)}`],
      ...[sign(raw, "another secret"), sign(Buffer.concat([raw, Buffer.from(" ")])), sign(raw).toUpperCase()],
    ];
    for (const signature of bad)
      await expect(deliver(event("success"), { signature }), signature).rejects.toMatchObject(
        unauthenticated,
      );
  });

  test("takes nothing by a secret that was sealed with another AUTH_SECRET", async () => {
    const other = createSecretBox("another installation secret, another one", "github-webhook");
    const raw = Buffer.from(JSON.stringify(event()));
    const delivery = { event: "deployment", deliveryId: "d", signature: sign(raw), raw };
    const anonymous = as({ kind: "anonymous", scopes: [] });
    await expect(receiveGithubDelivery(anonymous, as, other, delivery)).rejects.toMatchObject(
      unauthenticated,
    );
  });

  test("follows a deployment to its end, each delivery once, and does not mind their order", async () => {
    expect(await deliver(event(), { event: "deployment" })).toBe("recorded");
    expect(await deliver(event("success"), { deliveryId: "same" })).toBe("recorded");
    expect(await deliver(event("failure"), { deliveryId: "same" })).toBe("repeated");
    expect(await deliver(event("in_progress"))).toBe("recorded");
    expect(await deliver(event("inactive"))).toBe("ignored");
    const { deployments } = await listDeployments(as(ADMIN), { limit: 10 });
    expect(deployments).toHaveLength(1);
    expect(deployments[0]).toMatchObject({
      ...{ source: "github", externalId: "acme/checkout#7", service: "checkout", region: "eu-west-1" },
      ...{ environment: "production", outcome: "succeeded", kind: "deploy", version: "v1.2", commit: "abc" },
      ...{ deployedAtMs: Date.UTC(2026, 10, 26, 11, 5), recordedBy: "system:github" },
    });
  });

  test("ignores other events, names what it cannot read", async () => {
    expect(await deliver({}, { event: "push" })).toBe("ignored");
    await expect(deliver("{", {})).rejects.toMatchObject({ code: "bad-request" });
    await expect(deliver({ repository: {} })).rejects.toMatchObject({ code: "bad-request" });
  });
});

const place = (over: Partial<GithubPlace>): GithubPlace => ({
  ...{ repository: null, environment: null, service: null, region: null, as_environment: null },
  ...over,
});
test.each<[string, GithubPlace[], string | null, string, string]>([
  ["production", [], null, "production", "checkout"],
  ["production-eu-west-1", [], "eu-west-1", "production", "checkout"],
  ["eu-west-1", [], "eu-west-1", "production", "checkout"],
  ["staging/EU-West-1", [], "eu-west-1", "staging", "checkout"],
  ["northwest-1", [], null, "northwest-1", "checkout"],
  [
    "prod",
    [place({ environment: "prod", region: "us", as_environment: "production" })],
    "us",
    "production",
    "checkout",
  ],
  ["prod", [place({ repository: "Acme/Checkout", service: "till" })], null, "prod", "till"],
  [
    "prod",
    [place({ repository: "acme/search", service: "till" }), place({ service: "any" })],
    null,
    "prod",
    "any",
  ],
])("environment %s with %j", (environment, places, region, asEnvironment, service) => {
  const made = githubDeployment(event("success", environment), places, ["eu-west-1", "west-1"]);
  expect(made).toMatchObject({ region, environment: asEnvironment, service });
});

test.each([
  ["deploy", "deploy"],
  ["deploy:rollback", "rollback"],
  ["deploy:migrations", "migration"],
  ["smoke-test", "other"],
])("task %s is a %s", (task, kind) => {
  expect(githubDeployment(event("success", "production", task), [], [])?.kind).toBe(kind);
});
