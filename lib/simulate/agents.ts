import { gzipSync } from "node:zlib";
import { compressSync } from "snappy";
import type { Clock } from "@/lib/platform/clock";
import { advanceRegion, startRegion, type RegionTotals } from "./fleet";
import { encodeOtlp } from "./otlp-request";
import { encodeRemoteWrite } from "./remote-write-request";
import { nextReportMs } from "./schedule";
import { createSender, type Sender, type SenderCounts } from "./sender";
import type { SimulateSettings } from "./settings";
import { otlpResources, prometheusSeries } from "./telemetry";
import { SIMULATED_REGIONS, type SimulatedRegion } from "./world";

const USER_AGENT = "simulated-fleet/1";
const REQUEST_TIMEOUT_MS = 30_000;
/** Half an hour of every region's reports. */
const QUEUE_LIMIT = 900;

interface Agents {
  takeCounts(): { readonly prometheus: SenderCounts; readonly otlp: SenderCounts };
  stop(): void;
}

interface Senders {
  readonly prometheus: Sender;
  readonly otlp: Sender;
}

/** Starts one reporting agent per region; they share a connection per protocol. */
export function startAgents(settings: SimulateSettings, clock: Clock): Agents {
  const senders = createSenders(settings, clock);
  const stops = SIMULATED_REGIONS.map((region) => startAgent(region, settings, clock, senders));
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
  const shared = { queueLimit: QUEUE_LIMIT, timeoutMs: REQUEST_TIMEOUT_MS, nowMs: clock.nowMs };
  const headers = {
    authorization: `Bearer ${settings.key}`,
    "content-type": "application/x-protobuf",
    "user-agent": USER_AGENT,
  };
  return {
    prometheus: createSender({
      ...shared,
      url: `${settings.url}/api/v1/write`,
      headers: { ...headers, "content-encoding": "snappy", "x-prometheus-remote-write-version": "0.1.0" },
    }),
    otlp: createSender({
      ...shared,
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
): () => void {
  let totals = startRegion(region, clock.nowMs());
  let reported = 0;
  let timer: NodeJS.Timeout;
  const report = () => {
    const nowMs = clock.nowMs();
    totals = advanceRegion(settings.seed, totals, nowMs);
    senders.prometheus.enqueue(remoteWriteBody(settings.seed, totals));
    senders.otlp.enqueue(otlpBody(settings.seed, totals));
    reported++;
    timer = setTimeout(report, nextReportMs(reported, nowMs, region.index, settings.intervalMs) - nowMs);
  };
  report();
  return () => clearTimeout(timer);
}

/** A region's report as the body of a remote_write 1.0 request. */
export function remoteWriteBody(seed: number, totals: RegionTotals): Buffer {
  return compressSync(encodeRemoteWrite(prometheusSeries(seed, totals), totals.asOfMs));
}

/** The same by OTLP/HTTP. */
export function otlpBody(seed: number, totals: RegionTotals): Buffer {
  return gzipSync(
    encodeOtlp(otlpResources(seed, totals), { startMs: totals.startMs, timeMs: totals.asOfMs }),
  );
}
