import { afterEach, beforeEach, expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/domain/window";
import { createIncidentFixture, type IncidentFixture } from "./incidents.fixture";
import { readIncident } from "./read-incident";
import { resolveIncident } from "./resolve-incident";
import { signalOf, STARTED_MS } from "./signals.fixture";

let fixture: IncidentFixture;
beforeEach(async () => {
  fixture = await createIncidentFixture();
});
afterEach(() => fixture.close());

async function changed(id: string, service: string, minutesBefore: number, environment = "production") {
  const deployedAtMs = STARTED_MS - minutesBefore * MINUTE_MS;
  await fixture.ctx.deployments.put({
    ...{ externalId: id, source: "api", service, region: "eu", environment, kind: "deploy", version: id },
    ...{ outcome: "succeeded", commit: null, committedAtMs: null, url: null, description: null, demo: false },
    ...{ deployedAtMs, recordedAtMs: deployedAtMs, recordedBy: "ci" },
  });
}

test("an incident is read with the changes of production before its first signal, and what is upstream", async () => {
  await changed("near", "shop", 30);
  await changed("far", "cart", 10);
  await changed("staging", "shop", 5, "staging");
  await changed("early", "shop", 61);
  const { opened } = await fixture.take(signalOf({ service: "shop" }), signalOf({ service: "app" }, 1));
  const { suspects } = await readIncident(fixture.ctx, opened[0]!);
  expect(suspects.map(({ kind, what }) => [kind, what])).toEqual([
    ["change", "deploy shop near"],
    ["change", "deploy cart far"],
    ["upstream", "shop"],
    ["first-mover", "shop in eu"],
  ]);
});

test("an incident is read with resolved ones before it that are like it, and what helped", async () => {
  const sre = fixture.as("sre");
  const of = async (service: string, minutes: number) => {
    fixture.clock.set(STARTED_MS + minutes * MINUTE_MS);
    const signal = signalOf({ service, subject: service }, minutes);
    const { opened } = await fixture.take(signal);
    await fixture.take({ ...signal, endedMs: signal.startedMs + MINUTE_MS });
    return opened[0]!.id;
  };
  const earlier = await of("cart", 0);
  await resolveIncident(sre, { id: earlier, reason: null, rootCause: "A lock", resolution: "Restarted it" });
  const other = await of("news", 30);
  await resolveIncident(sre, { id: other, reason: "Gone" });
  const now = await of("cart", 90);
  const { similar } = await readIncident(fixture.ctx, { id: now });
  expect(similar).toMatchObject([
    {
      incident: { id: earlier, rootCause: "A lock", resolution: "Restarted it" },
      score: 100,
      sharedSubjects: 1,
    },
  ]);
  expect((await readIncident(fixture.ctx, { id: earlier })).similar).toEqual([]);
});
