import { clientAddress } from "@/lib/auth/client-address";
import { requireScope } from "@/lib/auth/require-scope";
import { resolveActor } from "@/lib/compose/actor";
import { systemCtx } from "@/lib/compose/context";
import { problemResponse } from "./problem";
import { readWorkerLag } from "@/lib/monitoring/read-worker-lag";
import { createLogger } from "@/lib/platform/logger";
import { telemetry } from "@/lib/platform/telemetry";

const LOOPBACK_ADDRESSES = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const LOOPBACK_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"]);
const PORT = /:\d+$/;
const MS_PER_SECOND = 1_000;

const logger = createLogger("metrics");

/** What this process says of itself, in the Prometheus text format; for loopback, or with a read key. */
export async function answerMetrics(request: Request): Promise<Response> {
  try {
    if (!isLoopback(request)) requireScope(await resolveActor(request.headers), "metrics:read");
    await noteWorker();
    const { registry } = telemetry;
    const headers = { "content-type": registry.contentType, "cache-control": "no-store" };
    return new Response(await registry.metrics(), { headers });
  } catch (error) {
    return problemResponse(error, logger, new URL(request.url).pathname);
  }
}

/** The name asked for must be loopback's too: a proxy on this machine has a loopback address but asks for our public name. */
function isLoopback(request: Request): boolean {
  const address = clientAddress(request.headers);
  const host = (request.headers.get("host") ?? "").replace(PORT, "");
  return address !== null && LOOPBACK_ADDRESSES.has(address) && LOOPBACK_HOSTS.has(host);
}

/** The worker is another process: its lag and its own times are read where they are asked for. NaN while they cannot be told. */
async function noteWorker(): Promise<void> {
  const lag = await readWorkerLag(systemCtx("metrics")).catch(() => null);
  telemetry.cycleLagSeconds.set(secondsOf(lag?.lagMs ?? null));
  telemetry.runUnreadableRows.set({ table: "prediction" }, lag?.predictionsUnreadable ?? NaN);
  telemetry.runUnreadableRows.set({ table: "anomaly" }, lag?.anomaliesUnreadable ?? NaN);
  telemetry.predictionRunSeconds.set(secondsOf(lag?.predictionTookMs ?? null));
  telemetry.forecastRunSeconds.set(secondsOf(lag?.forecastTookMs ?? null));
  telemetry.capacityRunSeconds.set(secondsOf(lag?.capacityTookMs ?? null));
  telemetry.anomalyRunSeconds.set(secondsOf(lag?.anomaliesTookMs ?? null));
}

function secondsOf(ms: number | null): number {
  return ms === null ? NaN : ms / MS_PER_SECOND;
}
