import { afterAll, beforeAll, expect, test } from "vitest";
import { readinessSchema, type Readiness } from "@/lib/contracts/readiness";
import { createPrisma } from "@/lib/db/client";
import { ENGINE_PARTS } from "@/lib/monitoring/engine-run-store";
import { createApiFixture, TEST_ORIGIN, type ApiFixture } from "@/lib/testing/api-fixture";
import { GET as healthz } from "@/app/healthz/route";
import { GET as metrics } from "@/app/metrics/route";
import { GET as readyz } from "./route";

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture();
});
afterAll(() => fixture.drop());

async function ask(): Promise<{ status: number; readiness: Readiness }> {
  const response = await readyz();
  return { status: response.status, readiness: readinessSchema.parse(await response.json()) };
}

test("an installation where nothing has run yet is alive and not ready", async () => {
  expect(healthz().status).toBe(200);
  const { status, readiness } = await ask();
  expect(status).toBe(503);
  expect(readiness.checks.map(({ name, ok }) => [name, ok])).toEqual([
    ["database", true],
    ["worker", false],
    ["ingest", false],
  ]);
});

test("it is ready once a cycle and a flush are recent", async () => {
  const prisma = createPrisma(fixture.databaseUrl, 1);
  const now = new Date(fixture.ctx.clock.nowMs());
  const asOfMs = BigInt(now.getTime());
  const cycle = { slotMs: asOfMs, asOfMs, startedAt: now, finishedAt: now };
  await prisma.monitoringCycle.create({ data: { id: "c1", trigger: "schedule", ...cycle } });
  await prisma.$executeRaw`insert into ingester (id, epoch, flushed_at) values ('ingester-1', 1, now())`;
  await prisma.$disconnect();
  expect(await ask()).toMatchObject({ status: 200, readiness: { ready: true } });
});

const scrape = (address: string, host: string, key?: Headers) => {
  const headers = new Headers(key);
  headers.set("x-forwarded-for", address);
  headers.set("host", host);
  return metrics(new Request(`${TEST_ORIGIN}/metrics`, { headers }));
};

test("its own metrics are for loopback, or for a read key", async () => {
  const ran = { finishedMs: Date.now(), tookMs: 1_500 };
  for (const part of ENGINE_PARTS) await fixture.ctx.engineRuns.save(part, ran);
  const counts = { sinceMs: 0, assessedMs: 0, finishedMs: 0, series: 0, silent: 0 };
  await fixture.ctx.predictionRuns.save({ ...counts, tookMs: 2_500, unreadable: 3 });
  const local = await scrape("127.0.0.1", "127.0.0.1:3000");
  expect(local.status).toBe(200);
  const text = await local.text();
  expect(text).toMatch(/^hm_cycle_lag_seconds \d/m);
  expect(text).toMatch(/^hm_prediction_run_seconds 2.5$/m);
  expect(text).toMatch(/^hm_run_unreadable_rows\{table="prediction"\} 3$/m);
  expect(text).toMatch(/^# TYPE hm_unreadable_rows_total counter$/m);
  expect(text).toMatch(/^hm_forecast_run_seconds 1.5$/m);
  expect(text).toMatch(/^hm_capacity_run_seconds 1.5$/m);
  expect(text).toMatch(/^# TYPE hm_ingest_samples_rejected_total counter$/m);
  expect((await scrape("203.0.113.9", "127.0.0.1:3000")).status).toBe(401);
  expect((await scrape("127.0.0.1", "monitoring.example.org")).status).toBe(401);
  expect((await scrape("203.0.113.9", "x", await fixture.keyHeaders("ingest"))).status).toBe(403);
  expect((await scrape("203.0.113.9", "x", await fixture.keyHeaders("read"))).status).toBe(200);
});
