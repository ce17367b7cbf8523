import { takeKpis } from "./take-kpis";
import type { KpiOutboxStore } from "@/lib/business/kpi-outbox-store";
import type { LiveEvent } from "@/lib/contracts/live-event";
import { LiveListener } from "@/lib/live/live-store";
import type { Ingester } from "@/lib/pipeline/ingest/ingester";
import type { MappingStore } from "@/lib/pipeline/ingest/mapping/mapping-store";
import type { RecentSeriesStore } from "@/lib/pipeline/store/recent-series-store";
import type { Clock } from "@/lib/platform/clock";
import type { Logger } from "@/lib/platform/logger";

const RETRY_MS = 1_000;

export interface FollowParts {
  readonly ingester: Ingester;
  readonly ingesterId: string;
  readonly databaseUrl: string;
  readonly mapping: Pick<MappingStore, "current">;
  readonly recentSeries: Pick<RecentSeriesStore, "save">;
  readonly kpiOutbox: Pick<KpiOutboxStore, "take" | "settle">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Lets a running ingester follow the database: a change of the mapping comes into force at once, and after each reconnect
 * what was changed meanwhile; business figures that wait are taken; somebody who tries a rule out gets what arrived lately.
 * Returns what ends it.
 */
export function followDatabase(parts: FollowParts): () => Promise<void> {
  const { ingester, logger } = parts;
  let work = Promise.resolve();
  let stopped = false;
  const inTurn = (run: () => Promise<void>) => {
    work = work.then(run);
  };
  const follow = async () => {
    if (stopped) return;
    try {
      if (await ingester.changeMapping(await parts.mapping.current())) logger.info("the mapping changed");
    } catch (error) {
      logger.warn({ err: error }, "the mapping could not be followed yet");
      setTimeout(() => inTurn(follow), RETRY_MS).unref();
    }
  };
  const take = async () => {
    if (stopped) return;
    try {
      await takeKpis(ingester, parts.ingesterId, parts.kpiOutbox, parts.clock);
    } catch (error) {
      logger.warn({ err: error }, "business figures could not be taken yet");
      setTimeout(() => inTurn(take), RETRY_MS).unref();
    }
  };
  const tellRecent = async () => {
    const nowMs = parts.clock.nowMs();
    try {
      await parts.recentSeries.save(parts.ingesterId, nowMs, ingester.tap.recent(nowMs));
    } catch (error) {
      logger.warn({ err: error }, "what arrived lately could not be told");
    }
  };
  const onEvent = ({ topic }: LiveEvent) => {
    if (topic === "mapping" || topic === "resync") inTurn(follow);
    if (topic === "kpis" || topic === "resync") inTurn(take);
    if (topic === "tap") inTurn(tellRecent);
  };
  const listener = new LiveListener({ databaseUrl: parts.databaseUrl, onEvent, logger });
  listener.start();
  return async () => {
    stopped = true;
    await listener.stop();
    await work;
  };
}
