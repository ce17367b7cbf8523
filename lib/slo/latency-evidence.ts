import { setImmediate as giveWay } from "node:timers/promises";
import { nestedSpans } from "@/lib/pipeline/aggregate/nested-spans";
import { SpanHistograms } from "@/lib/pipeline/aggregate/span-histograms";
import type { RollupReadStore } from "@/lib/pipeline/store/rollup-read-store";

/** Decoding this many takes some ten milliseconds; in between, the process does what else is due. */
const ROWS_AT_ONCE = 500;

export interface LatencyQuery {
  /** Regions with latencies. */
  readonly regions: readonly string[];
  readonly spansMs: readonly number[];
  readonly asOfMs: number;
  /** Whether a service's latencies in one region are asked for; those of all its regions are there in any case. */
  readonly isWanted: (region: string, service: string) => boolean;
}

/** Latencies by span, of the world, regions, services and services in regions. */
export class LatencyEvidence {
  private readonly byPlace = new Map<string, SpanHistograms>();

  private constructor(private readonly create: () => SpanHistograms) {}

  /** Region after region, each stored window once, so that neither memory nor the process is taken for long. */
  static async read(rollups: RollupReadStore, query: LatencyQuery): Promise<LatencyEvidence> {
    const { spans, pieces } = nestedSpans(query.spansMs, query.asOfMs);
    const evidence = new LatencyEvidence(() => new SpanHistograms(spans));
    for (const region of query.regions) {
      const rows = await rollups.rowsOver({ metric: "latency", region, pieces });
      const inRegion = new Map<string | null, SpanHistograms>();
      for (const [index, { service, windowMs, histogram }] of rows.entries()) {
        if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await giveWay();
        if (histogram === null) continue;
        let histograms = inRegion.get(service);
        if (!histograms) inRegion.set(service, (histograms = evidence.create()));
        histograms.add(windowMs, histogram);
      }
      for (const [service, histograms] of inRegion)
        evidence.take(region, service, histograms, query.isWanted);
    }
    return evidence;
  }

  /** null: nothing of it is known. */
  of(region: string | null, service: string | null): SpanHistograms | null {
    return this.byPlace.get(placeKey(region, service)) ?? null;
  }

  private take(
    region: string,
    service: string | null,
    histograms: SpanHistograms,
    isWanted: LatencyQuery["isWanted"],
  ): void {
    this.place(null, service).merge(histograms); // a region as a whole is part of the world
    if (service === null || isWanted(region, service)) this.place(region, service).merge(histograms);
  }

  private place(region: string | null, service: string | null): SpanHistograms {
    const key = placeKey(region, service);
    let histograms = this.byPlace.get(key);
    if (!histograms) this.byPlace.set(key, (histograms = this.create()));
    return histograms;
  }
}

function placeKey(region: string | null, service: string | null): string {
  return JSON.stringify([region, service]);
}
