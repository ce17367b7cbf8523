import type { Page } from "@playwright/test";
import pg from "pg";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { sendRemoteWrite } from "./fixtures/send-metrics";
import type { RealSystem } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const REGION = "agreement";
const STEP_MS = 10_000;
const STEPS = 8;
/** Of 80 s of samples the newest 60 s are the present. */
const PER_STEP = { answered: 12_340, failed: 37 };
const CPU = 0.6125;
const FIGURES_MS = 40_000;

/** Written by hand, from the tables alone: the present of a region is its newest 60 s of 10 s windows. */
const BY_HAND = `
  with newest as (
    select max(window_ms) + 10000 as end_ms from rollup r join region g on g.id = r.region_id
    where g.code = $1 and r.tier_ms = 10000 and r.metric = 1 and r.service_id = 0)
  select
    sum(sum) filter (where metric = 1) / 60 as requests_per_second,
    sum(sum) filter (where metric = 2) / sum(sum) filter (where metric = 1) as error_rate,
    100 * sum(sum) filter (where metric = 10) / sum(count) filter (where metric = 10) as cpu_utilization
  from rollup r join region g on g.id = r.region_id, newest
  where g.code = $1 and r.tier_ms = 10000 and r.service_id = 0
    and window_ms >= end_ms - 60000 and window_ms < end_ms`;

test("the page, the API and a query written by hand say the same of a region", async ({ page, real }) => {
  await real.signIn(page);
  await sendKnown(real);
  await page.goto(real.url);
  const row = page.locator(`tr[data-region='${REGION}']`);
  await expect(row.locator("[data-column='rps'] [role='img']")).toBeVisible({ timeout: FIGURES_MS });

  const byHand = await queryByHand(real);
  const { data } = await real.api.read(`/metrics/regional?regions=${REGION}`, regionalMetricsResponseSchema);
  const [api] = data;
  expect(byHand.requests_per_second).toBeCloseTo((PER_STEP.answered + PER_STEP.failed) / 10, 6);
  expect(byHand.error_rate).toBeCloseTo(PER_STEP.failed / (PER_STEP.answered + PER_STEP.failed), 9);
  expect(api.requests_per_second).toBeCloseTo(byHand.requests_per_second, 6);
  expect(api.error_rate).toBeCloseTo(byHand.error_rate, 9);
  expect(api.cpu_utilization).toBeCloseTo(byHand.cpu_utilization, 6);

  expect(await exact(page, "rps")).toBeCloseTo(byHand.requests_per_second, 2);
  expect(await exact(page, "errors")).toBeCloseTo(100 * byHand.error_rate, 5);
  expect(await exact(page, "cpu")).toBeCloseTo(byHand.cpu_utilization, 2);
});

async function sendKnown(real: RealSystem): Promise<void> {
  const startMs = Date.now() - (STEPS - 1) * STEP_MS;
  const at = Array.from({ length: STEPS }, (_, step) => startMs + step * STEP_MS);
  const counter = (code: string, perStep: number) => ({
    labels: { __name__: "http_requests_total", region: REGION, code },
    samples: at.map((timeMs, step): [number, number] => [timeMs, (step + 1) * perStep]),
  });
  await sendRemoteWrite(real, [
    counter("200", PER_STEP.answered),
    counter("500", PER_STEP.failed),
    {
      labels: { __name__: "cpu_usage_ratio", region: REGION },
      samples: at.map((timeMs): [number, number] => [timeMs, CPU]),
    },
  ]);
}

async function queryByHand({ databaseUrl }: RealSystem): Promise<Record<string, number>> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<Record<string, number>>(BY_HAND, [REGION]);
  await client.end();
  return rows[0];
}

/** The number that a screen reader hears, and a mouse sees over the figure. */
async function exact(page: Page, column: string): Promise<number> {
  const cell = page.locator(`tr[data-region='${REGION}'] [data-column='${column}'] [role='img']`);
  const text = (await cell.getAttribute("aria-label")) ?? "";
  return Number(text.replaceAll(",", "").replace(/[^\d.].*$/, ""));
}
