import { requireScope } from "@/lib/auth/require-scope";
import type { FoldOutcome } from "@/lib/domain/refusal";
import type { SampleBatch } from "@/lib/domain/sample";
import type { Ingester } from "@/lib/pipeline/ingest/ingester";
import type { IngestRecord } from "@/lib/pipeline/ingest/log-record";
import type { Actor } from "@/lib/platform/actor";

/**
 * Keeps a decoded request for whoever may send telemetry.
 * @throws AppError unauthenticated or forbidden without the scope ingest:write; unavailable where the log cannot take it
 */
export async function acceptTelemetry(
  ingester: Ingester,
  actor: Actor,
  record: IngestRecord,
  batch: SampleBatch,
): Promise<FoldOutcome> {
  requireScope(actor, "ingest:write");
  return ingester.accept(record, batch);
}
