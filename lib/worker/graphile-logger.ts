import { Logger as GraphileLogger } from "graphile-worker";
import type { Logger } from "@/lib/platform/logger";

/** graphile-worker's messages in our log. It tells of every job at info: that is debug to us. */
export function graphileLogger(logger: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message, meta) => {
    const error = meta?.error instanceof Error ? { err: meta.error } : {};
    if (level === "error") logger.error(error, message);
    else if (level === "warning") logger.warn(error, message);
    else logger.debug(error, message);
  });
}
