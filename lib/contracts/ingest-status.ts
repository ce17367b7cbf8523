import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";

const counter = (description: string) => z.int().nonnegative().meta({ description });

const ingestSenderSchema = z
  .object({
    key_id: z.string(),
    name: z.string().meta({ description: "Of the key" }),
    protocol: z.string(),
    last_sample_at: isoTime("Stamp of the newest sample folded; null: none was").nullable(),
    last_request_at: isoTime("When the last request arrived"),
    folded: counter("Samples folded since the installation"),
    requests: counter("Requests since the installation"),
    demo: z.boolean(),
  })
  .meta({ id: "IngestSender", description: "What a key sent" });

const ingestRejectionSchema = z
  .object({
    key_id: z.string(),
    key: z.string().meta({ description: "Name of the key" }),
    reason: z.string(),
    count: counter("Samples since the installation"),
    last_at: isoTime("The last one"),
  })
  .meta({ id: "IngestRejection", description: "Samples that were not folded, and why" });

const unmappedNameSchema = z
  .object({
    name: z.string(),
    reason: z.string().meta({
      description:
        "no-rule: no rule knows the name; no-region: no label says the region; scope-refused: its region or service may not be one, or is one too many",
    }),
    labels: z.record(z.string(), z.string()).meta({ description: "Of one series, as an example" }),
    series_count: counter("Series with this name"),
    samples: counter("Samples received"),
    last_seen_at: isoTime("The last sample"),
  })
  .meta({ id: "UnmappedName", description: "A name that is received and not used" });

const ingesterStateSchema = z
  .object({
    id: z.string(),
    position: counter("Log position that the roll-ups contain"),
    checkpoint_position: counter("Log position of the last checkpoint: a restart replays from here"),
    checkpoint_lag: counter("Records that a restart would replay"),
    flushed_at: isoTime("The last flush").nullable(),
  })
  .meta({ id: "IngesterState", description: "How far an ingester is" });

const strandedFiguresSchema = z
  .object({
    ingester: z.string(),
    requests: counter("Requests with business figures that it took and did not settle"),
    oldest_at: isoTime("When the first of them was received"),
  })
  .meta({
    id: "StrandedFigures",
    description:
      "Business figures that only an ingester which has been silent for an hour can count: start it again with its INGEST_ID and INGEST_LOG_DIR. Where its disk is lost, whether they were counted cannot be told",
  });

const ingestLogSchema = z
  .object({
    bytes: counter("What it holds on disk"),
    max_bytes: counter(
      "What it may hold; past that, requests are answered 503 and repeated by their senders",
    ),
  })
  .meta({ id: "IngestLog", description: "The write-ahead log of an ingester" });

export const ingestStatusSchema = z
  .object({
    senders: z.array(ingestSenderSchema).meta({ description: "Newest sample first" }),
    rejected: z.array(ingestRejectionSchema),
    unmapped: z.array(unmappedNameSchema).meta({ description: "Most samples first" }),
    ingesters: z.array(ingesterStateSchema),
    log: ingestLogSchema.nullable().meta({
      description:
        "Of the process that answers; null where it does not ingest (others tell at their /metrics)",
    }),
    stranded_figures: z.array(strandedFiguresSchema),
  })
  .meta({ id: "IngestStatus", description: "What arrives, from whom, and what is not used" });
export type IngestStatusContract = z.infer<typeof ingestStatusSchema>;

export const ingestStatusResponseSchema = successSchema(ingestStatusSchema);
export type IngestStatusResponse = z.infer<typeof ingestStatusResponseSchema>;
