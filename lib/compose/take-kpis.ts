import type { KpiOutboxStore } from "@/lib/business/kpi-outbox-store";
import { decodeRecord } from "@/lib/pipeline/ingest/decode-record";
import type { Ingester } from "@/lib/pipeline/ingest/ingester";
import type { IngestRecord } from "@/lib/pipeline/ingest/log-record";
import type { SampleBatch } from "@/lib/domain/sample";
import { AppError } from "@/lib/platform/errors";
import type { Clock } from "@/lib/platform/clock";

const AT_ONCE = 100;

/**
 * Puts waiting business figures into an ingester's log. One that is in the log already, because a crash came before it was
 * settled, is recognised by its body like any request that is sent again.
 * @throws AppError unavailable when the log is full: what is left waits
 */
export async function takeKpis(
  ingester: Ingester,
  ingesterId: string,
  outbox: Pick<KpiOutboxStore, "take" | "settle">,
  clock: Clock,
): Promise<void> {
  for (;;) {
    const requests = await outbox.take(ingesterId, AT_ONCE);
    for (const { id, body, keyId, demo } of requests) {
      const protocol = "otlp-json";
      const receivedAtMs = clock.nowMs();
      const record: IngestRecord = {
        receivedAtMs,
        keyId,
        demo,
        protocol,
        gzip: false,
        body: Buffer.from(body),
      };
      const batch = decoded(record);
      if (batch === null) {
        await outbox.settle(id, UNREADABLE, clock.nowMs());
        continue;
      }
      const { folded, refused, ignored } = await ingester.accept(record, batch);
      const outcome = {
        counted: folded,
        refused: Object.fromEntries(refused),
        ignored: Object.fromEntries(ignored),
      };
      await outbox.settle(id, outcome, clock.nowMs());
    }
    if (requests.length < AT_ONCE) return;
  }
}

const UNREADABLE = { counted: 0, refused: { unreadable: 1 }, ignored: {} };

/** null: nobody can read it, so that it must not keep those behind it waiting. */
function decoded(record: IngestRecord): SampleBatch | null {
  try {
    return decodeRecord(record);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
