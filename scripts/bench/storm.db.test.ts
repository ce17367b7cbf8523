import { afterAll, beforeAll, expect, test } from "vitest";
import { alertWebhookBodySchema } from "@/lib/contracts/alert-webhook";
import type { NewSignal } from "@/lib/domain/incident";
import { SECOND_MS } from "@/lib/domain/window";
import { alertSignals } from "@/lib/pipeline/incidents/alert-signals";
import { createIncidentFixture, type IncidentFixture } from "@/lib/pipeline/incidents/incidents.fixture";
import { STARTED_MS } from "@/lib/pipeline/incidents/signals.fixture";
import { seededRandom } from "@/lib/platform/seeded-random";
import { CAUSES, SERVICES, stormMessages } from "./storm-plan.mjs";

const ALERTS = 4_000;
let fixture: IncidentFixture;
beforeAll(async () => {
  fixture = await createIncidentFixture();
  for (const { name, dependencies } of SERVICES)
    await fixture.rows("insert into service (name, dependencies) values ($1, $2)", [name, dependencies]);
});
afterAll(() => fixture.close());

test("a storm of five causes is five incidents, two of which began together; every alert is in that of its own", async () => {
  const scope = { regionLabels: ["region"], serviceLabels: ["service"] };
  const context = { sender: "alertmanager", scope, services: new Set<string>(), demo: false } as const;
  const bySecond = new Map<number, NewSignal[]>();
  for (const { atMs, body } of stormMessages(ALERTS, seededRandom(1))) {
    const nowMs = STARTED_MS + Math.round(atMs);
    const sent = alertWebhookBodySchema.parse(body(new Date(nowMs).toISOString()));
    const second = Math.floor(atMs / SECOND_MS);
    bySecond.set(second, [...(bySecond.get(second) ?? []), ...alertSignals(sent, { ...context, nowMs })]);
  }
  let told = 0;
  for (const [second, signals] of bySecond) {
    fixture.clock.set(STARTED_MS + (second + 1) * SECOND_MS);
    const { opened, joined } = await fixture.take(...signals);
    told += opened.length + joined;
  }
  expect(told).toBe(ALERTS);
  const incidents = await fixture.rows<{ truths: string[]; signals: number }>(
    `select array_agg(distinct labels->>'truth') as truths, count(*)::int as signals
      from incident_signal group by "incidentId" order by 1`,
  );
  const truths = Array.from({ length: CAUSES }, (_, cause) => [`cause-${cause}`]);
  expect(incidents).toEqual(truths.map((each) => ({ truths: each, signals: ALERTS / CAUSES })));
});
