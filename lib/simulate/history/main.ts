import { z } from "zod";
import { createLogger } from "@/lib/platform/logger";
import { createHistoryServer } from "./history-server";
import { pastWorld } from "./past-world";

const HIGHEST_PORT = 65_535;
const schema = z.object({
  HISTORY_PORT: z.coerce.number().int().min(1).max(HIGHEST_PORT),
  HISTORY_SEAM_MS: z.coerce.number().int().positive(),
  SIMULATE_SEED: z.coerce.number().int().default(1),
});

const logger = createLogger("history");
const parsed = schema.safeParse(process.env);
if (!parsed.success) {
  logger.fatal(z.prettifyError(parsed.error));
  process.exitCode = 1;
} else {
  const { HISTORY_PORT: port, HISTORY_SEAM_MS: seamMs, SIMULATE_SEED: seed } = parsed.data;
  const server = createHistoryServer(pastWorld(seed, seamMs));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  server.listen(port, "127.0.0.1", () => logger.info({ port, seed, seamMs }, "serves the simulated past"));
}
