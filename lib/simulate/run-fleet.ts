import { systemClock } from "@/lib/platform/clock";
import { createLogger } from "@/lib/platform/logger";
import { startAgents } from "./agents";
import { createControlServer, listenOnLoopback } from "./control-server";
import { startDeploymentPoster } from "./deployment-poster";
import { FleetControl } from "./fleet-control";
import { quietWorld, smallWorld } from "./fleet-world";
import { startKpiPoster } from "./kpi-poster";
import type { SenderCounts } from "./sender";
import type { SimulateSettings } from "./settings";
import { SIMULATED_REGIONS, WORLD_SERVERS } from "./world";

const LOG_EVERY_MS = 60_000;
const logger = createLogger("simulate");

/** Runs the fleet until SIGTERM or SIGINT; rejects where it cannot start. */
export async function runFleet(settings: SimulateSettings): Promise<void> {
  const control = startControl(settings);
  const server = settings.control && createControlServer(control, systemClock, settings.control.key);
  if (server && settings.control) await listenOnLoopback(server, settings.control.port);
  const world = () => control.world();
  const agents = startAgents(settings, systemClock, world);
  const deployments = startDeploymentPoster(settings, systemClock, world);
  logger.info(describe(settings), "started");
  const kpis = startKpiPoster(settings, systemClock, world);
  const logDeployments = countsLog("deployments");
  const logKpis = countsLog("business figures");
  const report = setInterval(() => {
    const { prometheus, otlp } = agents.takeCounts();
    const trouble = [prometheus, otlp].some((counts) => counts.lastProblem !== null || counts.dropped > 0);
    logger[trouble ? "warn" : "info"]({ prometheus, otlp }, trouble ? "not everything arrived" : "sent");
    logDeployments(deployments.takeCounts());
    logKpis(kpis.takeCounts());
  }, LOG_EVERY_MS);
  await stopSignal();
  clearInterval(report);
  agents.stop();
  deployments.stop();
  kpis.stop();
  server?.close();
  server?.closeAllConnections();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
}

function startControl({ seed, servers, scenario, speed }: SimulateSettings): FleetControl {
  const nowMs = systemClock.nowMs();
  const quiet = servers === null ? quietWorld(seed, nowMs) : smallWorld(seed, nowMs, servers);
  const control = new FleetControl(quiet, systemClock);
  control.setSpeed(speed);
  if (scenario !== null) control.run(scenario);
  return control;
}

function describe({ url, seed, servers, scenario, speed, control }: SimulateSettings) {
  return {
    url,
    seed,
    servers: servers ?? WORLD_SERVERS,
    oneByOne: servers !== null,
    regions: SIMULATED_REGIONS.length,
    scenario,
    speed,
    controlPort: control?.port ?? null,
  };
}

/** A product that does not take them refuses each of them: said once, counted since. */
function countsLog(what: string): (counts: SenderCounts) => void {
  let refused = 0;
  return (counts) => {
    if (counts.refused > 0 && refused === 0)
      logger.warn({ counts }, `${what} are refused; the fleet goes on without them`);
    refused += counts.refused;
    if (counts.sent > 0) logger.info({ counts, refusedSoFar: refused }, `${what} reported`);
  };
}
