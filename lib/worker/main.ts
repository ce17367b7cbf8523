import { readEnv } from "@/lib/platform/env";
import { createLogger } from "@/lib/platform/logger";
import { startWorker } from "./start-worker";

const logger = createLogger("worker");

/** A clean stop may finish the running cycle; after this the process ends anyway. */
const STOP_LIMIT_MS = 15_000;

function main(): void {
  const worker = startWorker(readEnv(), { logger });
  void worker.started.then(() => logger.info({ node: worker.nodeId }, "worker runs"));
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, "worker stops");
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "worker did not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

try {
  main();
} catch (error) {
  logger.fatal({ err: error }, "worker did not start");
  process.exit(1);
}
