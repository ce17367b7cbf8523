import { gunzipBounded } from "./body/gunzip-bounded";
import { snappyDecompressBounded } from "./body/snappy-decompress-bounded";
import type { IngestRecord } from "./log-record";
import { decodeOtlpJson } from "./otlp/decode-otlp-json";
import { decodeOtlpProtobuf } from "./otlp/decode-otlp-protobuf";
import { readOtlpLabels } from "./otlp/otlp-identity";
import { decodeRemoteWrite2 } from "./remote-write/decode-remote-write-2";
import { decodeRemoteWrite } from "./remote-write/decode-remote-write";
import { readRemoteWriteLabels } from "./remote-write/read-remote-write-labels";
import { DOOR_LIMITS, LOGGED_LIMITS, type RequestLimits } from "./remote-write/request-limits";
import type { KnownSeries, ReadLabels, SampleBatch } from "@/lib/domain/sample";

const MEBIBYTE = 1024 * 1024;

/** Bytes of a body, as sent and after decompression. OTLP's are those of the Collector's default. */
export const BODY_LIMITS = {
  "remote-write": { sentBytes: 8 * MEBIBYTE, plainBytes: 10 * MEBIBYTE },
  "remote-write-2": { sentBytes: 8 * MEBIBYTE, plainBytes: 10 * MEBIBYTE },
  "otlp-protobuf": { sentBytes: 20 * MEBIBYTE, plainBytes: 20 * MEBIBYTE },
  "otlp-json": { sentBytes: 20 * MEBIBYTE, plainBytes: 20 * MEBIBYTE },
} as const;

/** The most that a door ever let in: a logged body is acknowledged, whatever today's door would say. */
const LOGGED_PLAIN_BYTES = 32 * MEBIBYTE;

/** The first byte of an OTLP series' identity; that of a remote_write series is a protobuf tag. */
const OTLP_IDENTITY = 0x01;

export type DecodeRecord = (record: Pick<IngestRecord, "protocol" | "gzip" | "body">) => SampleBatch;

/**
 * A body as sent → its samples.
 * @param known series met before, if any are
 * @throws AppError bad-request or too-large, with nothing kept.
 */
export function decodeRecord(
  record: Parameters<DecodeRecord>[0],
  known: KnownSeries | null = null,
): SampleBatch {
  return decode(record, BODY_LIMITS[record.protocol].plainBytes, DOOR_LIMITS, known);
}

/** The same of a body that the log has. */
export const decodeLoggedRecord: DecodeRecord = (record) => decode(record, LOGGED_PLAIN_BYTES, LOGGED_LIMITS);

function decode(
  { protocol, gzip, body }: Parameters<DecodeRecord>[0],
  plainBytes: number,
  limits: RequestLimits,
  known: KnownSeries | null = null,
): SampleBatch {
  if (protocol === "remote-write")
    return decodeRemoteWrite(snappyDecompressBounded(body, plainBytes), limits, known);
  if (protocol === "remote-write-2")
    return decodeRemoteWrite2(snappyDecompressBounded(body, plainBytes), limits);
  const plain = gzip ? gunzipBounded(body, plainBytes) : body;
  return protocol === "otlp-json" ? decodeOtlpJson(plain) : decodeOtlpProtobuf(plain);
}

/** Labels from identity bytes of any protocol: both versions of remote_write have the same. */
export const readLabels: ReadLabels = (bytes, start, end, maxLabels) =>
  bytes[start] === OTLP_IDENTITY
    ? readOtlpLabels(bytes, start, end, maxLabels)
    : readRemoteWriteLabels(bytes, start, end, maxLabels);
