import { createLogger } from "@/lib/platform/logger";
import { runFleet } from "./run-fleet";
import { readSimulateSettings } from "./settings";

try {
  await runFleet(readSimulateSettings(process.env));
} catch (error) {
  createLogger("simulate").fatal(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
