import pg from "pg";
import { anomalyListResponseSchema } from "@/lib/contracts/anomaly";
import { ANOMALY_STEP_MS } from "@/lib/domain/anomaly";
import { DAY_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";
import { insertHistories } from "@/lib/testing/insert-histories";
import { insertSignals } from "@/lib/testing/insert-rollups";
import { insertServiceHistories } from "@/lib/testing/insert-service-histories";
import { graveBarriers, sidewaysPx } from "./fixtures/barriers";
import { API } from "./fixtures/api-client";
import type { RealSystem } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const ODD = "odd-1";
const CALM = "calm-1";
/** Its CPU rises with its region's; that of the other one does not, but its memory. */
const WITH_IT = "odd-shop";
const ALONE = "odd-search";
const DAYS = 8;
/** A minute until the next run, and its own time. */
const JUDGED = { timeout: 120_000 };

/** Windows that are closed while the test looks on: it goes on in them as before. */
const AHEAD = 2;

/** CPU of two regions, and of services of one of them, with a usual day each; some are far above it since two windows. */
async function happen({ databaseUrl }: RealSystem): Promise<void> {
  const nowMs = windowStart(Date.now(), ANOMALY_STEP_MS);
  const fromMs = nowMs - DAYS * DAY_MS;
  const closed = (nowMs - fromMs) / ANOMALY_STEP_MS;
  const usual = Array.from(
    { length: closed + AHEAD },
    (_, at) => 0.4 + 0.1 * Math.sin(at / 46) + 0.002 * (at % 5),
  );
  const odd = usual.map((value, at) => (at >= closed - 2 ? 0.93 : value));
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const of = { metric: "cpu", tier: "5m", fromMs } as const;
  await insertHistories(pool, [
    { ...of, region: ODD, sums: odd },
    { ...of, region: CALM, sums: usual },
  ]);
  const signal = { metric: "cpu", newestSampleMs: nowMs } as const; // what is ahead was not heard yet
  await insertSignals(pool, [
    { ...signal, region: ODD },
    { ...signal, region: CALM },
  ]);
  const inOdd = { region: ODD, fromMs } as const;
  await insertServiceHistories(pool, [
    { ...inOdd, metric: "cpu", service: WITH_IT, sums: odd },
    { ...inOdd, metric: "cpu", service: ALONE, sums: usual },
    { ...inOdd, metric: "memory", service: ALONE, sums: odd },
  ]);
  for (const [service, metric] of [
    [WITH_IT, "cpu"],
    [ALONE, "cpu"],
    [ALONE, "memory"],
  ] as const)
    // prettier-ignore
    await insertSignals(pool, [{ ...signal, metric, region: ODD, service }]);
  await pool.query("delete from anomaly_run"); // the newest window is judged again, with what is known of it now
  await pool.end();
}

test("what is unusual is on the page within a minute of its window, with the change before it, and is the API's", async ({
  page,
  real,
}) => {
  test.setTimeout(240_000);
  await real.signIn(page);
  await page.goto(`${real.url}/predictions`);
  const part = page.locator("[data-part='Anomalies: unusual now']");
  await expect(part).toContainText(/Nothing unusual|Not judged yet/);
  const deployedAt = new Date(Date.now() - 25 * MINUTE_MS).toISOString();
  const change = { service: "shop", region: ODD, version: "7.1", deployed_at: deployedAt };
  const told = await page.context().request.post(`${real.url}${API}/deployments`, {
    ...{ data: change, headers: { origin: real.url } },
  });
  expect(told.ok(), await told.text()).toBe(true);
  await happen(real);

  const item = part.locator("[data-anomaly]").filter({ hasText: /CPU/ }).filter({ hasText: ODD });
  await expect(item).toContainText(/CPU.*since/s, JUDGED);
  await expect(item).toContainText(/93\s% instead of \d+\s% to \d+\s% \(most likely \d+\s%\)/);
  await expect(item).toContainText("too few other regions to compare");
  await expect(item.getByRole("link", { name: /shop 7\.1, \d+\smin before/ })).toBeVisible();
  await expect(item).toContainText(`With it: ${WITH_IT}.`);
  const { data } = await real.api.read(`/anomalies?region=${ODD}&of=regions`, anomalyListResponseSchema);
  expect(data).toMatchObject([{ metric: "cpu", direction: "above", against: ["own"], siblings: null }]);
  await expect(part.locator("[data-anomaly]").filter({ hasText: ALONE })).toContainText(/Memory/);
  await expect(part.locator("[data-anomaly]")).toHaveCount(2);

  await page.goto(`${real.url}/regions/${ODD}`);
  await expect(page.locator("[data-part='Unusual now'] [data-anomaly]")).toHaveCount(2);
  await page.goto(`${real.url}/regions/${CALM}`);
  await expect(page.locator("[data-part='Unusual now']")).toContainText("Nothing unusual.");

  await page.goto(`${real.url}/services/${WITH_IT}?region=${ODD}&from=now-2d`);
  await expect(page.locator("[data-part='Unusual now'] [data-anomaly]")).toContainText(
    "Began with the same of its region.",
  );
  const charts = page.locator("section[data-metric]");
  await expect(charts.filter({ has: page.locator(".chart-unusual") })).toHaveCount(1);
  const cpu = page.locator("section[data-metric='cpu']");
  await expect(cpu.locator(".chart-unusual")).toBeVisible();
  await expect(cpu.getByTestId("history-summary")).toContainText(
    /Unusual \(shaded\): above what was to be expected from .* on\./,
  );
  await page.goto(`${real.url}/services/${ALONE}?region=${ODD}&from=now-2d`);
  await expect(page.locator("[data-part='Unusual now'] [data-anomaly]")).toContainText(/Memory.*93/s);
  await expect(cpu.getByTestId("history-summary")).toContainText(/Newest/);
  await expect(cpu.locator(".chart-unusual")).toHaveCount(0);
  await page.goto(`${real.url}/predictions`);
  expect(await graveBarriers(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await sidewaysPx(page)).toBe(0);
});
