import { systemClock } from "@/lib/platform/clock";
import { createLogger } from "@/lib/platform/logger";
import { startAgents } from "./agents";
import { readSimulateSettings, type SimulateSettings } from "./settings";
import { SIMULATED_REGIONS, WORLD_SERVERS } from "./world";

const LOG_EVERY_MS = 60_000;
const logger = createLogger("simulate");

function run(settings: SimulateSettings): void {
  const agents = startAgents(settings, systemClock);
  logger.info(
    { url: settings.url, seed: settings.seed, servers: WORLD_SERVERS, regions: SIMULATED_REGIONS.length },
    "started",
  );
  const report = setInterval(() => {
    const { prometheus, otlp } = agents.takeCounts();
    const trouble = [prometheus, otlp].some((counts) => counts.lastProblem !== null || counts.dropped > 0);
    logger[trouble ? "warn" : "info"]({ prometheus, otlp }, trouble ? "not everything arrived" : "sent");
  }, LOG_EVERY_MS);
  const stop = () => {
    clearInterval(report);
    agents.stop();
    process.exitCode = 0;
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

try {
  run(readSimulateSettings(process.env));
} catch (error) {
  logger.fatal(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
