import { ingestStatusSchema } from "@/lib/contracts/ingest-status";
import { defineRoute } from "@/lib/http/define-route";
import { readIngestStatus } from "@/lib/monitoring/read-ingest-status";
import { presentIngestStatus } from "@/lib/pipeline/present/rest/present-ingest-status";

export const GET = defineRoute({
  summary: "What arrives, from whom, what was refused and why, and which names are not used",
  scope: "ingest-status:read",
  response: ingestStatusSchema,
  handle: async (ctx) => {
    const status = await readIngestStatus(ctx);
    const newestMs = status.senders.reduce<number | null>(
      (newest, { lastRequestMs }) => Math.max(newest ?? 0, lastRequestMs),
      null,
    );
    const demo = status.senders.some((sender) => sender.demo);
    return { data: presentIngestStatus(status), asOfMs: newestMs, demo };
  },
});
