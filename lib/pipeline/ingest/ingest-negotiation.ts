import type { IncomingMessage } from "node:http";
import type { IngestProtocol } from "./log-record";
import { AppError } from "@/lib/platform/errors";

export const REMOTE_WRITE_PATH = "/api/v1/write";
export const OTLP_PATH = "/v1/metrics";
export const PROTOBUF = "application/x-protobuf";
export const JSON_TYPE = "application/json";

const PROTO_PARAMETER = /;\s*proto\s*=\s*"?([^";\s]*)"?/i;
const PROTOCOL_OF_MESSAGE: Readonly<Record<string, IngestProtocol>> = {
  "prometheus.WriteRequest": "remote-write",
  "io.prometheus.write.v2.Request": "remote-write-2",
};

/** The protocol whose door a request came to; null where it is none of ingest's. */
export function protocolOf(req: IncomingMessage): IngestProtocol | null {
  const path = (req.url ?? "").split("?")[0];
  if (path === REMOTE_WRITE_PATH) return PROTOCOL_OF_MESSAGE[messageOf(req) ?? ""] ?? "remote-write";
  if (path !== OTLP_PATH) return null;
  return mediaType(req) === JSON_TYPE ? "otlp-json" : "otlp-protobuf";
}

/** Whether the body is gzipped. @throws AppError unsupported-media-type */
export function checkEncoding(req: IncomingMessage, protocol: IngestProtocol): boolean {
  const encoding = (req.headers["content-encoding"] ?? "identity").toLowerCase();
  const type = mediaType(req);
  if (isRemoteWrite(protocol)) {
    const message = messageOf(req);
    if (type !== PROTOBUF || encoding !== "snappy" || (message !== null && !PROTOCOL_OF_MESSAGE[message]))
      throw new AppError(
        "unsupported-media-type",
        `remote_write is ${PROTOBUF} with Content-Encoding snappy; proto is ${Object.keys(PROTOCOL_OF_MESSAGE).join(" or ")}.`,
      );
    return false;
  }
  if (type !== PROTOBUF && type !== JSON_TYPE)
    throw new AppError("unsupported-media-type", `OTLP metrics are ${PROTOBUF} or ${JSON_TYPE}.`);
  if (encoding !== "identity" && encoding !== "gzip")
    throw new AppError("unsupported-media-type", "OTLP bodies are plain or gzip.");
  return encoding === "gzip";
}

export function isRemoteWrite(protocol: IngestProtocol): boolean {
  return protocol === "remote-write" || protocol === "remote-write-2";
}

/** The message that the content type names; null where it names none: that is version 1.0. */
function messageOf(req: IncomingMessage): string | null {
  return PROTO_PARAMETER.exec(req.headers["content-type"] ?? "")?.[1] ?? null;
}

function mediaType(req: IncomingMessage): string {
  return (req.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
}
