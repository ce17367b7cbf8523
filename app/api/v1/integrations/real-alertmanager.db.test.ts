import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import { processDatabase } from "@/lib/db/client";
import { QUIET_MS } from "@/lib/domain/incident";
import { keepIncidents } from "@/lib/pipeline/incidents/keep-incidents";
import { alertSenders } from "@/lib/pipeline/present/alert-senders";
import { startAlertmanager, type AlertmanagerProcess } from "@/lib/testing/alertmanager-process";
import { createApiFixture, type ApiFixture } from "@/lib/testing/api-fixture";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { PEERS_DIR } from "@/lib/testing/peer-process";
import { POST } from "./alertmanager/route";

/** Alertmanager waits for others of a group, between two messages of it, and after a refusal. */
const WITHIN = { timeout: 30_000, interval: 100 };
const statuses: number[] = [];
let fixture: ApiFixture;
let alertmanager: AlertmanagerProcess;
let isAway = true;

/** The route behind a socket; while it is away, as a load balancer would answer. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const headers = new Headers(request.headers as Record<string, string>);
  const asked = new Request(`http://127.0.0.1${request.url}`, { method: request.method, headers, body });
  const answer = isAway ? new Response(null, { status: 503 }) : await POST(asked);
  statuses.push(answer.status);
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}
const server = createServer((request, response) => void serve(request, response));

beforeAll(async () => {
  if (!PEERS_DIR) return;
  fixture = await createApiFixture();
  await processDatabase(fixture.databaseUrl).pool.query(
    `insert into service (name, dependencies) values ('shop', '{cart}'), ('cart', '{}'), ('news', '{}')`,
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = (await fixture.keyHeaders("ingest")).get("authorization")!.replace("Bearer ", "");
  const config = alertSenders(url).find(({ sender }) => sender === "alertmanager")!.text;
  alertmanager = await startAlertmanager(config.replace("YOUR_INGEST_KEY", key)); // as the settings page shows it
});
afterAll(async () => {
  if (!PEERS_DIR) return;
  await alertmanager.stop();
  server.close();
  await fixture.drop();
});

const active = () => fixture.ctx.incidents.active();
const raised = (service: string, startsAt: string) => ({
  labels: { alertname: "Slow", region: "eu", service, severity: "page" },
  annotations: { summary: `${service} is slow` },
  generatorURL: "http://prometheus.example/graph",
  startsAt,
});

test.runIf(PEERS_DIR)(
  "a real Alertmanager's alerts open, group and resolve incidents, and none is lost while nobody answers @debian",
  async () => {
    const startsAt = new Date().toISOString();
    const [cart, shop] = [raised("cart", startsAt), raised("shop", startsAt)];
    await alertmanager.raise(cart, shop, raised("news", startsAt));
    await expect.poll(() => statuses, WITHIN).toContain(503);
    isAway = false;
    const signals = async () => {
      const found = await fixture.ctx.incidentSignals.firing("alertmanager");
      return found.map(({ service, incidentId }) => ({ service, incidentId }));
    };
    await expect.poll(async () => (await signals()).length, WITHIN).toBe(3);
    const incidents = new Map((await active()).map(({ id, service }) => [service, id]));
    expect([...incidents.keys()].sort()).toEqual(["cart", "news"]);
    const byService = new Map((await signals()).map(({ service, incidentId }) => [service, incidentId]));
    expect(byService).toEqual(
      new Map([
        ["cart", incidents.get("cart")],
        ["news", incidents.get("news")],
        ["shop", incidents.get("cart")],
      ]),
    );
    expect(await active()).toContainEqual(
      expect.objectContaining({ title: "cart is slow", severity: "critical", region: "eu" }),
    );

    const endsAt = new Date().toISOString();
    await alertmanager.raise({ ...cart, endsAt }, { ...shop, endsAt });
    await expect.poll(async () => (await signals()).map(({ service }) => service), WITHIN).toEqual(["news"]);
    const later = {
      ...{ database: processDatabase(fixture.databaseUrl), actor: systemActor("test"), demo: false },
      clock: fixedClock(Date.now() + QUIET_MS),
    };
    const { resolved } = await keepIncidents(bindCtx(later));
    expect(resolved.map(({ id }) => id)).toEqual([incidents.get("cart")]);
    expect((await active()).map(({ service }) => service)).toEqual(["news"]);
  },
  60_000,
);
