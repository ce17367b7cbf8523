import type { Ctx } from "@/lib/context";
import { SECOND_MS } from "@/lib/domain/window";
import type { Logger } from "@/lib/platform/logger";
import { isDue } from "@/lib/sources/read-span";
import { readSource, type ReadSourceServices } from "@/lib/sources/read-source";

/** How often it is looked whether a window is due. */
const LOOK_MS = SECOND_MS;

export interface SourceReading {
  /** Ends running reads: what they stored stays, the rest is read by whoever comes next. */
  stop(): Promise<void>;
}

/**
 * Reads every source as its windows fall due: beside the engine's jobs, so that a slow or dead source keeps none waiting,
 * and each on its own, so that it keeps no other source waiting. Workers share them by leases.
 */
export function startSourceReading(ctx: Ctx, services: ReadSourceServices, logger: Logger): SourceReading {
  const stopping = new AbortController();
  const reading = new Map<string, Promise<void>>();
  const lastKind = new Map<string, string>();

  const read = async (id: string): Promise<void> => {
    try {
      const outcome = await readSource(ctx, services, { id, signal: stopping.signal });
      const kind = outcome.kind === "failed" ? `failed: ${outcome.failure}` : outcome.kind;
      if (kind !== "idle" && kind !== "busy" && kind !== lastKind.get(id)) {
        lastKind.set(id, kind); // an outage of an hour is one line
        logger.info({ source: id, outcome }, "source");
      }
    } catch (error) {
      if (!stopping.signal.aborted) logger.error({ err: error, source: id }, "source not read");
    }
  };

  const look = async (): Promise<void> => {
    const nowMs = ctx.clock.nowMs();
    for (const source of await ctx.sources.idle(nowMs)) {
      const { id } = source;
      if (reading.has(id) || stopping.signal.aborted || !isDue(source, nowMs)) continue;
      reading.set(
        id,
        read(id).finally(() => reading.delete(id)),
      );
    }
  };

  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking
      .then(look)
      .catch((error: unknown) => logger.warn({ err: error }, "sources not looked up"));
  }, LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.all(reading.values());
    },
  };
}
