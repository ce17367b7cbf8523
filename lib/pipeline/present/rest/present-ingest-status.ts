import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { isoOf, isoOrNull } from "./rest-value";

interface IngestStatusSource {
  readonly senders: readonly {
    readonly keyId: string;
    readonly name: string;
    readonly demo: boolean;
    readonly protocol: string;
    readonly lastSampleMs: number | null;
    readonly lastRequestMs: number;
    readonly folded: number;
    readonly requests: number;
  }[];
  readonly rejections: readonly {
    readonly keyId: string;
    readonly name: string;
    readonly reason: string;
    readonly count: number;
    readonly lastMs: number;
  }[];
  readonly unmapped: readonly {
    readonly name: string;
    readonly reason: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly seriesCount: number;
    readonly samples: number;
    readonly lastSeenMs: number;
  }[];
  readonly ingesters: readonly {
    readonly id: string;
    readonly position: number;
    readonly checkpointPosition: number;
    readonly flushedAtMs: number | null;
  }[];
  readonly log: { readonly bytes: number; readonly maxBytes: number } | null;
  readonly stranded: readonly {
    readonly ingesterId: string;
    readonly requests: number;
    readonly oldestMs: number;
  }[];
}

/** What arrives, from whom, and what is not used, as the contract has it: instants, not ages, so that its ETag lasts. */
export function presentIngestStatus(status: IngestStatusSource): IngestStatusContract {
  return {
    senders: status.senders.map((sender) => ({
      key_id: sender.keyId,
      name: sender.name,
      protocol: sender.protocol,
      last_sample_at: isoOrNull(sender.lastSampleMs),
      last_request_at: isoOf(sender.lastRequestMs),
      folded: sender.folded,
      requests: sender.requests,
      demo: sender.demo,
    })),
    rejected: status.rejections.map((rejection) => ({
      key_id: rejection.keyId,
      key: rejection.name,
      reason: rejection.reason,
      count: rejection.count,
      last_at: isoOf(rejection.lastMs),
    })),
    unmapped: status.unmapped.map((unmapped) => ({
      name: unmapped.name,
      reason: unmapped.reason,
      labels: { ...unmapped.labels },
      series_count: unmapped.seriesCount,
      samples: unmapped.samples,
      last_seen_at: isoOf(unmapped.lastSeenMs),
    })),
    ingesters: status.ingesters.map((ingester) => ({
      id: ingester.id,
      position: ingester.position,
      checkpoint_position: ingester.checkpointPosition,
      checkpoint_lag: Math.max(0, ingester.position - ingester.checkpointPosition),
      flushed_at: isoOrNull(ingester.flushedAtMs),
    })),
    log: status.log && { bytes: status.log.bytes, max_bytes: status.log.maxBytes },
    stranded_figures: status.stranded.map(({ ingesterId, requests, oldestMs }) => ({
      ingester: ingesterId,
      requests,
      oldest_at: isoOf(oldestMs),
    })),
  };
}
