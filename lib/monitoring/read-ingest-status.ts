import { requireScope } from "@/lib/auth/require-scope";
import type { StrandedKpis } from "@/lib/business/kpi-outbox-store";
import type { Ctx } from "@/lib/context";
import { DAY_MS } from "@/lib/domain/window";
import { telemetry } from "@/lib/platform/telemetry";
import type {
  IngesterStatus,
  RejectionStatus,
  SenderStatus,
  UnmappedStatus,
} from "@/lib/pipeline/store/ingest-status-store";

export interface IngestLog {
  readonly bytes: number;
  readonly maxBytes: number;
}

export interface IngestStatus {
  readonly senders: readonly SenderStatus[];
  readonly rejections: readonly RejectionStatus[];
  readonly unmapped: readonly UnmappedStatus[];
  readonly ingesters: readonly IngesterStatus[];
  /** Of this process; null where it does not ingest. */
  readonly log: IngestLog | null;
  /** Business figures that wait for an ingester that is gone. */
  readonly stranded: readonly StrandedKpis[];
}

/** A name that nobody has sent for this long is no longer somebody's open question. */
const UNMAPPED_SINCE_MS = DAY_MS;
const MOST_UNMAPPED = 500;

/** What arrives, from whom, what was refused, and which names are not used. */
export async function readIngestStatus(ctx: Ctx): Promise<IngestStatus> {
  requireScope(ctx.actor, "ingest-status:read");
  const { ingestStatus, kpiOutbox, clock } = ctx;
  const [senders, rejections, unmapped, ingesters, log, stranded] = await Promise.all([
    ingestStatus.senders(),
    ingestStatus.rejections(),
    ingestStatus.unmapped(clock.nowMs() - UNMAPPED_SINCE_MS, MOST_UNMAPPED),
    ingestStatus.ingesters(),
    readOwnLog(),
    kpiOutbox.stranded(),
  ]);
  return { senders, rejections, unmapped, ingesters, log, stranded };
}

/** What the ingester in this process says of its log. */
async function readOwnLog(): Promise<IngestLog | null> {
  const [held, most] = await Promise.all([telemetry.ingestLogBytes.get(), telemetry.ingestLogMaxBytes.get()]);
  const [bytes, maxBytes] = [held, most].map(({ values }) => values[0]?.value ?? 0);
  return maxBytes > 0 ? { bytes, maxBytes } : null;
}
