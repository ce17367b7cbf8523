import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoBackfills } from "./demo-history";
import { ensureDemoBackfills } from "@/lib/backfill/ensure-demo-backfills";
import { createBackfillFixture, storedRows, type BackfillFixture } from "@/lib/backfill/backfill.fixture";
import { METRIC_NAMES, type MetricName } from "@/lib/domain/metric";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { decodeHistogram } from "@/lib/pipeline/aggregate/histogram";
import { quietWorld } from "@/lib/simulate/fleet-world";
import { createHistoryServer } from "@/lib/simulate/history/history-server";
import { pastWorld } from "@/lib/simulate/history/past-world";
import { regionStates } from "@/lib/simulate/region-state";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "@/lib/simulate/world";

const SEAM_MS = Date.UTC(2026, 10, 26, 7, 30);
const SEED = 1;
/** Nobody is asked of these: the simulated world does not send them. */
const NOT_SENT: readonly MetricName[] = ["new_customers", "retained_customers"];

let fixture: BackfillFixture;
const server = createHistoryServer(pastWorld(SEED, SEAM_MS));

beforeAll(async () => {
  fixture = await createBackfillFixture(SEAM_MS);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // As the demo's own, with a shorter past: an hour by the minute, a day by 5 minutes, 3 days by the day.
  const spans = [
    [4 * DAY_MS, DAY_MS],
    [DAY_MS, HOUR_MS],
    [HOUR_MS, 0],
  ] as const;
  const at = (beforeMs: number) => (beforeMs >= DAY_MS ? SEAM_MS - (SEAM_MS % DAY_MS) : SEAM_MS) - beforeMs;
  const wanted = demoBackfills(SEAM_MS, url).map((backfill, position) => ({
    ...backfill,
    span: { ...backfill.span, fromMs: at(spans[position][0]), toMs: at(spans[position][1]) },
  }));
  const open = await ensureDemoBackfills(fixture.ctx, wanted);
  expect(open).toHaveLength(3);
  await fixture.finish(open[0].id);
  // A second start finds them done.
  expect(await ensureDemoBackfills(fixture.ctx, wanted)).toEqual([]);
}, 120_000);

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await fixture.close();
});

describe("the demo's past, through the product's own import", () => {
  test("is complete: every metric in every region and tier, none skipped, nothing failed", async () => {
    for (const backfill of await fixture.ctx.backfills.list(3))
      expect(backfill).toMatchObject({ state: "done", skipped: 0, problem: null, demo: true });
    for (const metric of METRIC_NAMES.filter((name) => !NOT_SENT.includes(name)))
      for (const [tierMs, least] of [
        [MINUTE_MS, 60],
        [5 * MINUTE_MS, 276],
        [DAY_MS, 4],
      ] as const) {
        const regions = (await storedRows(fixture.test, metric, tierMs)).filter(
          ({ service }) => service === null,
        );
        expect(new Set(regions.map(({ region }) => region)).size, metric).toBe(SIMULATED_REGIONS.length);
        expect(regions.length, `${metric} ${tierMs}`).toBeGreaterThanOrEqual(
          least * SIMULATED_REGIONS.length,
        );
      }
  });

  test("is marked as demo data", async () => {
    const signals = await fixture.ctx.rollups.signals();
    expect(signals.length).toBeGreaterThan(0);
    expect(signals.every(({ demo }) => demo)).toBe(true);
  });

  test("meets the live fleet at the seam: the same figures within 2 %", async () => {
    const world = quietWorld(SEED, SEAM_MS); // as the live simulation starts
    const [requests, cpu, latency] = await Promise.all(
      (["requests", "cpu", "latency"] as const).map((metric) => storedRows(fixture.test, metric, MINUTE_MS)),
    );
    for (const region of SIMULATED_REGIONS) {
      const states = regionStates(world, region, SEAM_MS);
      for (const { index, name } of SIMULATED_SERVICES) {
        const last = (rows: typeof requests) =>
          rows.find(
            (row) =>
              row.region === region.name && row.service === name && row.window_ms === SEAM_MS - MINUTE_MS,
          )!;
        const perSecond = last(requests).sum / (MINUTE_MS / SECOND_MS);
        expect(Math.abs(perSecond / states[index].requestsPerSecond - 1)).toBeLessThan(0.02);
        expect(last(cpu).sum / last(cpu).count).toBeCloseTo(states[index].cpu, 1);
        const median = decodeHistogram(last(latency).histogram!).quantile(0.5)!;
        expect(Math.abs(median / states[index].latency.medianMs - 1)).toBeLessThan(0.1);
      }
    }
  });
});
