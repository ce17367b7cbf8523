import { afterEach, beforeEach, expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import { acknowledgeIncident } from "./acknowledge-incident";
import { createIncidentFixture, type IncidentFixture } from "./incidents.fixture";
import { readReliability } from "./read-reliability";
import { signalOf, STARTED_MS } from "./signals.fixture";

let fixture: IncidentFixture;
beforeEach(async () => {
  fixture = await createIncidentFixture();
});
afterEach(() => fixture.close());

test("from signals to the review: detection, acknowledgement, mitigation and money of each week", async () => {
  const { clock, ctx } = fixture;
  const signal = signalOf();
  clock.set(STARTED_MS + MINUTE_MS);
  const id = (await fixture.take(signal)).opened[0]!.id;
  clock.set(STARTED_MS + 3 * MINUTE_MS);
  await acknowledgeIncident(fixture.as("sre"), { id });
  await ctx.incidentCosts.add(STARTED_MS + 2 * MINUTE_MS, [{ incidentId: id, users: 5, low: 60, high: 120, currency: "USD" }]); // prettier-ignore
  await fixture.take({ ...signal, endedMs: STARTED_MS + 9 * MINUTE_MS });
  clock.set(STARTED_MS + DAY_MS);
  const only = (minutes: number) => ({
    incidents: 1,
    meanMs: minutes * MINUTE_MS,
    medianMs: minutes * MINUTE_MS,
  });
  const expected = {
    ...{ incidents: 1, impactMs: 9 * MINUTE_MS, knownMs: 10_000, money: { low: 10, high: 20 } },
    ...{ detection: only(1), acknowledgement: only(3), mitigation: only(9) },
  };
  const review = await readReliability(fixture.as("executive"), {});
  expect(review).toMatchObject({ ...expected, unreadable: 0, toMs: clock.nowMs() + MINUTE_MS });
  expect(review.weeks).toHaveLength(13);
  expect(review.weeks.at(-1)).toMatchObject(expected);
  expect(await readReliability(ctx, { toMs: STARTED_MS })).toMatchObject({ incidents: 0 });
});

test("a damaged incident is left out and counted", async () => {
  await fixture.take(signalOf(), signalOf({ region: "us", service: "news" }));
  await fixture.rows(`update incident set severity = 'of another version' where region = 'us'`);
  expect(await readReliability(fixture.ctx, { toMs: STARTED_MS + DAY_MS })).toMatchObject({ incidents: 1, unreadable: 1 }); // prettier-ignore
});

test("nobody without the scope reads it", async () => {
  const stranger = {
    ...fixture.ctx,
    actor: { kind: "anonymous", scopes: [] },
  } as unknown as typeof fixture.ctx;
  await expect(readReliability(stranger, {})).rejects.toMatchObject({ code: expect.any(String) as string });
});
