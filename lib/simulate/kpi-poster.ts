import type { Clock } from "@/lib/platform/clock";
import { newCustomersPerSecond, retention } from "./business";
import type { FleetWorld } from "./fleet-world";
import { ditheredCount, unitHash } from "./noise";
import { regionStates } from "./region-state";
import { createSender, type SenderCounts } from "./sender";
import type { SimulateSettings } from "./settings";
import { SIMULATED_REGIONS, type SimulatedRegion } from "./world";

const MS_PER_SECOND = 1_000;
const POST_EVERY_MS = 20_000;
/** A machine that slept served nobody. */
const LONGEST_STEP_MS = 60_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** An hour of reports. */
const QUEUE_LIMIT = 180;
const DRAW_NEW_CUSTOMERS = 301;

export interface KpiPoster {
  takeCounts(): SenderCounts;
  stop(): void;
}

/** Posts every 20 s what a customer database knows of each region, as a business' own job would. */
export function startKpiPoster(
  settings: SimulateSettings,
  clock: Clock,
  world: () => FleetWorld,
  everyMs = POST_EVERY_MS,
): KpiPoster {
  const sender = createSender({
    url: `${settings.url}/api/v1/hyperscale-monitoring/kpis`,
    headers: { authorization: `Bearer ${settings.key}`, "content-type": "application/json" },
    queueLimit: QUEUE_LIMIT,
    timeoutMs: REQUEST_TIMEOUT_MS,
    nowMs: clock.nowMs,
  });
  let reportedMs = clock.nowMs();
  const timer = setInterval(() => {
    const nowMs = clock.nowMs();
    const body = kpiBody(world(), reportedMs, nowMs);
    reportedMs = Math.max(reportedMs, nowMs);
    if (body.figures.length > 0) sender.enqueue(Buffer.from(JSON.stringify(body)));
  }, everyMs);
  return {
    takeCounts: () => sender.takeCounts(),
    stop() {
      clearInterval(timer);
      sender.stop();
    },
  };
}

/** New customers between two moments and the retained share at the second, of every region that is not cut off. */
export function kpiBody(world: FleetWorld, fromMs: number, toMs: number) {
  const time = new Date(toMs).toISOString();
  // A clock that stood still or went back has nothing to report.
  const elapsedMs = Math.min(LONGEST_STEP_MS, toMs - fromMs);
  const regions = elapsedMs > 0 ? SIMULATED_REGIONS : [];
  const figures = regions.flatMap((region) =>
    figuresOf(world, region, elapsedMs, toMs).map((figure) => ({ ...figure, region: region.name, time })),
  );
  return { figures, register_regions: true };
}

function figuresOf(world: FleetWorld, region: SimulatedRegion, elapsedMs: number, toMs: number) {
  const { seed } = world;
  const states = regionStates(world, region, toMs - elapsedMs / 2);
  if (states.every(({ silent }) => silent)) return [];
  const expected = (newCustomersPerSecond(region, states) * elapsedMs) / MS_PER_SECOND;
  const arrived = ditheredCount(expected, unitHash(seed, region.index, DRAW_NEW_CUSTOMERS, toMs));
  return [
    { metric: "new_customers", value: arrived },
    { metric: "retained_customers", value: retention(seed, region, states, toMs) },
  ] as const;
}
