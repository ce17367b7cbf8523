import { setImmediate as breathe } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { compressSync } from "snappy";
import type { Clock } from "@/lib/platform/clock";
import { advanceRegion, startRegion, type RegionTotals } from "./fleet";
import type { FleetWorld } from "./fleet-world";
import { advanceInstances, instanceSeries, SERIES_PER_INSTANCE, startInstances } from "./instances";
import { encodeOtlp } from "./otlp-request";
import { regionStates } from "./region-state";
import { encodeRemoteWrite, type RemoteWriteSeries } from "./remote-write-request";
import { nextReportMs } from "./schedule";
import { createSender, type Sender, type SenderCounts } from "./sender";
import type { SimulateSettings } from "./settings";
import { otlpResources, prometheusSeries, type Reporting } from "./telemetry";
import { SIMULATED_REGIONS, type SimulatedRegion } from "./world";

const USER_AGENT = "simulated-fleet/1";
const REQUEST_TIMEOUT_MS = 30_000;
/** Half an hour of every region's reports. */
const QUEUE_LIMIT = 900;
/** Further back a fleet that is started again would say a second time what it said before. */
const LONGEST_CATCH_UP_MS = 75_000;
/** As Prometheus sends by default (max_samples_per_send). */
const MOST_SAMPLES = 2_000;
/** Rounds of reports that may wait where every server is reported by itself. */
const ROUNDS_LIMIT = 12;

interface Agents {
  takeCounts(): { readonly prometheus: SenderCounts; readonly otlp: SenderCounts };
  stop(): void;
}

interface Senders {
  readonly prometheus: Sender;
  readonly otlp: Sender;
}

/** Starts one reporting agent per region; they share a connection per protocol. `world` is what goes on at the moment. */
export function startAgents(settings: SimulateSettings, clock: Clock, world: () => FleetWorld): Agents {
  const senders = createSenders(settings, clock);
  const stops = SIMULATED_REGIONS.map((region) => startAgent(region, settings, clock, senders, world));
  return {
    takeCounts: () => ({ prometheus: senders.prometheus.takeCounts(), otlp: senders.otlp.takeCounts() }),
    stop() {
      for (const stop of stops) stop();
      senders.prometheus.stop();
      senders.otlp.stop();
    },
  };
}

function createSenders(settings: SimulateSettings, clock: Clock): Senders {
  const shared = { timeoutMs: REQUEST_TIMEOUT_MS, nowMs: clock.nowMs };
  const headers = {
    authorization: `Bearer ${settings.key}`,
    "content-type": "application/x-protobuf",
    "user-agent": USER_AGENT,
  };
  const perRound = ((settings.servers ?? 0) * SERIES_PER_INSTANCE) / MOST_SAMPLES;
  return {
    prometheus: createSender({
      ...shared,
      queueLimit: Math.max(QUEUE_LIMIT, Math.ceil(ROUNDS_LIMIT * perRound)),
      url: `${settings.url}/api/v1/write`,
      headers: { ...headers, "content-encoding": "snappy", "x-prometheus-remote-write-version": "0.1.0" },
    }),
    otlp: createSender({
      ...shared,
      queueLimit: QUEUE_LIMIT,
      url: `${settings.url}/v1/metrics`,
      headers: { ...headers, "content-encoding": "gzip" },
    }),
  };
}

function startAgent(
  region: SimulatedRegion,
  settings: SimulateSettings,
  clock: Clock,
  senders: Senders,
  worldNow: () => FleetWorld,
): () => void {
  const reporting: Reporting = settings.servers === null ? "pre-aggregated" : "one-by-one";
  const firstMs = firstReportMs(settings, clock.nowMs());
  let totals = startRegion(region, firstMs);
  let instances = startInstances(region);
  let reported = 0;
  let timer: NodeJS.Timeout;
  let stopped = false;
  const advance = (nowMs: number) => {
    const world = worldNow();
    totals = advanceRegion(world, totals, nowMs);
    if (isSilent(world, region, nowMs)) return;
    senders.prometheus.enqueue(remoteWriteBody(prometheusSeries(world, totals, reporting), nowMs));
    senders.otlp.enqueue(otlpBody(world, totals, reporting));
  };
  const report = async () => {
    const nowMs = clock.nowMs();
    const world = worldNow();
    const before = totals;
    advance(nowMs);
    reported++;
    if (reporting === "one-by-one") instances = advanceInstances(world, instances, before, totals);
    if (reporting === "one-by-one" && !isSilent(world, region, nowMs))
      for (const part of instanceSeries(world, instances, nowMs, MOST_SAMPLES)) {
        senders.prometheus.enqueue(remoteWriteBody(part, nowMs));
        await breathe(); // a large fleet's report takes seconds: the senders go on meanwhile
      }
    if (stopped) return;
    const lastMs = Math.max(nowMs, clock.nowMs() - settings.intervalMs);
    const nextMs = nextReportMs(reported, lastMs, region.index, settings.intervalMs);
    timer = setTimeout(() => void report(), nextMs - clock.nowMs());
  };
  for (let atMs = firstMs; atMs < clock.nowMs(); atMs += settings.intervalMs) advance(atMs);
  void report();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** `sinceMs`; now, where nobody said since when, or it is long gone. */
export function firstReportMs(
  { sinceMs, servers }: Pick<SimulateSettings, "sinceMs" | "servers">,
  nowMs: number,
): number {
  if (sinceMs === null || servers !== null) return nowMs;
  return nowMs - sinceMs > LONGEST_CATCH_UP_MS ? nowMs : Math.min(nowMs, sinceMs);
}

/** A region that is cut off sends nothing, its own troubles least of all. */
function isSilent(world: FleetWorld, region: SimulatedRegion, nowMs: number): boolean {
  return regionStates(world, region, nowMs).every((state) => state.silent);
}

/** Series as the body of a remote_write 1.0 request, one sample each at `timeMs`. */
export function remoteWriteBody(series: readonly RemoteWriteSeries[], timeMs: number): Buffer {
  return compressSync(encodeRemoteWrite(series, timeMs));
}

/** A region's report by OTLP/HTTP. */
export function otlpBody(world: FleetWorld, totals: RegionTotals, reporting?: Reporting): Buffer {
  return gzipSync(
    encodeOtlp(otlpResources(world, totals, reporting), { startMs: totals.startMs, timeMs: totals.asOfMs }),
  );
}
