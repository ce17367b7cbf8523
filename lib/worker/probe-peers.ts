import { probePeers } from "@/lib/business/probe-peers";
import type { Ctx } from "@/lib/context";
import { MINUTE_MS, SECOND_MS, windowStart } from "@/lib/domain/window";
import type { Probe } from "@/lib/platform/http-probe";
import type { Logger } from "@/lib/platform/logger";

/** How often it is looked whether a new minute began. */
const LOOK_MS = 2 * SECOND_MS;

export interface PeerProbing {
  /** Ends running probes. */
  stop(): Promise<void>;
}

/**
 * Probes peers once a minute: beside the engine's jobs, so that a peer that does not answer keeps none of them waiting.
 * Workers share the minutes by claims.
 */
export function startPeerProbing(ctx: Ctx, probe: Probe, logger: Logger): PeerProbing {
  const stopping = new AbortController();
  let probedMinuteMs = 0;
  let probing = Promise.resolve();

  const round = async (): Promise<void> => {
    try {
      const probes = await probePeers(ctx, probe, { signal: stopping.signal });
      if (probes > 0) logger.debug({ probes }, "peers probed");
    } catch (error) {
      if (!stopping.signal.aborted) logger.warn({ err: error }, "peers not probed");
    }
  };
  const look = (): void => {
    const minuteMs = windowStart(ctx.clock.nowMs(), MINUTE_MS);
    if (minuteMs === probedMinuteMs) return;
    probedMinuteMs = minuteMs;
    probing = round();
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await probing;
    },
  };
}
