import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "@/lib/auth/create-api-key";
import { takenAlertsSchema } from "@/lib/contracts/alert-webhook";
import { problemSchema } from "@/lib/contracts/problem";
import { processDatabase } from "@/lib/db/client";
import { createApiFixture, type ApiFixture } from "@/lib/testing/api-fixture";
import * as receivedAlerts from "@/app/api/v1/hyperscale-monitoring/integrations/alerts/route";
import { POST as alertmanager } from "./alertmanager/route";
import { POST as grafana } from "./grafana/route";

let fixture: ApiFixture;
let ingest: Headers;
beforeAll(async () => {
  fixture = await createApiFixture();
  ingest = await fixture.keyHeaders("ingest");
});
afterAll(() => fixture.drop());

const STARTS = new Date().toISOString();
const alertOf = (fingerprint: string, of: object = {}) => ({
  ...{ status: "firing", labels: { alertname: "Slow", region: "eu", service: fingerprint }, annotations: {} },
  ...{ startsAt: new Date().toISOString(), endsAt: "0001-01-01T00:00:00Z", generatorURL: "", fingerprint },
  ...of,
});
const bodyOf = (...alerts: object[]) => ({ version: "4", groupKey: "{}:{}", receiver: "r", alerts });

function send(body: unknown, headers = ingest, to = alertmanager) {
  const all = new Headers(headers);
  if (!all.has("content-type")) all.set("content-type", "application/json");
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return to(
    new Request("http://127.0.0.1/api/v1/integrations/alertmanager", {
      method: "POST",
      headers: all,
      body: text,
    }),
  );
}
async function taken(response: Promise<Response>) {
  const answer = await response;
  expect(answer.status).toBe(200);
  return takenAlertsSchema.parse(await answer.json());
}
async function refused(response: Promise<Response>, status: number) {
  const answer = await response;
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  return { problem: problemSchema.parse(await answer.json()), headers: answer.headers };
}
const active = () => fixture.ctx.incidents.active();

test("an alert opens an incident, says so once, and its end is the incident's quiet", async () => {
  const alert = alertOf("cart");
  const first = { taken: 1, opened: 1, joined: 0, known: 0, over: 0, silenced: 0 };
  expect(await taken(send(bodyOf(alert)))).toEqual(first);
  const before = await active();
  expect(before).toMatchObject([
    { title: "Slow: cart in eu", severity: "high", service: "cart", demo: false },
  ]);
  expect(await taken(send(bodyOf(alert)))).toEqual({ ...first, opened: 0, known: 1 });
  expect(await active()).toEqual(before);
  const others = [alertOf("cart", { fingerprint: "cart-2" }), alertOf("past", { status: "resolved" })];
  const resolved = { ...alert, status: "resolved", endsAt: new Date().toISOString() };
  const rest = { taken: 3, opened: 0, joined: 1, known: 1, over: 1, silenced: 0 };
  expect(await taken(send(bodyOf(...others, resolved)))).toEqual(rest);
  expect(await active()).toMatchObject([{ quietSinceMs: null }]);
  const over = { ...others[0], status: "resolved", endsAt: new Date().toISOString() };
  await taken(send(bodyOf(over)));
  expect((await active())[0]!.quietSinceMs).not.toBeNull();
});

test("Grafana's is taken as well, and the page is told what came last from whom", async () => {
  const body = {
    ...bodyOf(alertOf("search", { values: { A: 1 }, panelURL: "x" })),
    orgId: 1,
    state: "alerting",
  };
  expect(await taken(send(body, ingest, grafana))).toMatchObject({ opened: 1 });
  const headers = await fixture.sessionHeaders("sre");
  const answer = await receivedAlerts.GET(new Request("http://127.0.0.1/x", { headers }), {
    params: Promise.resolve({}),
  });
  expect(await answer.json()).toMatchObject({ data: { grafana: { alerts: 1, key_name: "ingest key" } } });
});

test("what a demo key sends is demo data", async () => {
  const { secret } = await createApiKey(fixture.ctx, { name: "demo", scope: "ingest", demo: true });
  await taken(send(bodyOf(alertOf("toys")), new Headers({ authorization: `Bearer ${secret}` })));
  expect((await active()).find(({ service }) => service === "toys")).toMatchObject({ demo: true });
});

describe("refused", () => {
  test.each<[string, unknown, string]>([
    ["no list of alerts", { version: "4" }, "/alerts"],
    [
      "an alert without its fingerprint",
      bodyOf(alertOf("a"), alertOf("b", { fingerprint: "" })),
      "/alerts/1/fingerprint",
    ],
    ["no JSON", "{", ""],
  ])("%s: 400 that names it, and nothing is taken", async (_name, body, pointer) => {
    const before = await active();
    const { problem } = await refused(send(body), 400);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
    expect(await active()).toEqual(before);
  });

  test("who may not, another type, and what is too large", async () => {
    const body = bodyOf(alertOf("a"));
    await refused(send(body, new Headers()), 401);
    await refused(send(body, new Headers({ authorization: "Bearer hmi_nobody" })), 401);
    await refused(send(body, await fixture.keyHeaders("read")), 403);
    const text = new Headers(ingest);
    text.set("content-type", "text/plain");
    await refused(send(body, text), 415);
    await refused(send(JSON.stringify({ alerts: "x".repeat(9 * 1024 * 1024) })), 413);
  });

  test("what would wait too long: 503 with when to come again, because Alertmanager gives up on 429", async () => {
    const client = await processDatabase(fixture.databaseUrl).pool.connect();
    await client.query("select pg_advisory_lock(7206001)"); // as whoever groups holds it
    const all = Array.from({ length: 120 }, () => send(bodyOf(alertOf("wait", { startsAt: STARTS }))));
    const { headers } = await refused(Promise.race(all), 503);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    await client.query("select pg_advisory_unlock(7206001)");
    client.release();
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(101);
    expect((await active()).filter(({ service }) => service === "wait")).toHaveLength(1);
  });
});
