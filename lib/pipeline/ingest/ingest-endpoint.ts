import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_TIME_LIMIT_MS, readBody } from "./body/read-body";
import { endAfterBody, willReadOn } from "./body/unread-body";
import { BODY_LIMITS, decodeRecord } from "./decode-record";
import type { Ingester } from "./ingester";
import type { IngestProtocol, IngestRecord } from "./log-record";
import { otlpError, otlpSuccess } from "./otlp/otlp-response";
import type { FoldOutcome } from "@/lib/domain/refusal";
import type { Clock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";

export const REMOTE_WRITE_PATH = "/api/v1/write";
export const OTLP_PATH = "/v1/metrics";

const PROTOBUF = "application/x-protobuf";
const JSON_TYPE = "application/json";
const MEBIBYTE = 1024 * 1024;
/** Bodies being read and decoded at once; past it senders are asked to come again. */
const MAX_BYTES_UNDER_WAY = 256 * MEBIBYTE;
const UNKNOWN_LENGTH_BYTES = MEBIBYTE;
const RETRY_SECONDS = 1;
const NO_CONTENT = 204;
const UNAVAILABLE = 503;
/** google.rpc codes by HTTP status. */
const RPC_CODES: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  413: 8,
  415: 3,
  429: 8,
  503: 14,
};
const RPC_INTERNAL = 13;

export interface IngestKey {
  readonly id: string;
  readonly demo: boolean;
}

export interface IngestEndpointParts {
  readonly ingester: Ingester;
  /** The key of an Authorization header. @throws AppError unauthenticated, forbidden (another scope), unavailable */
  readonly authenticate: (authorization: string | undefined, address: string) => Promise<IngestKey>;
  readonly clock: Clock;
  /** Time a sender has for its whole body. */
  readonly bodyTimeLimitMs?: number;
  readonly onAnswered: (protocol: string, code: number, bytes: number, outcome: FoldOutcome | null) => void;
  readonly onError: (error: unknown) => void;
}

interface Answer {
  readonly code: number;
  readonly contentType?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers remote_write and OTLP requests; leaves every other one alone and returns false. */
export function createIngestEndpoint(
  parts: IngestEndpointParts,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  let underWayBytes = 0;
  const serve = async (req: IncomingMessage, res: ServerResponse, protocol: IngestProtocol) => {
    const claimed = Number(req.headers["content-length"] ?? UNKNOWN_LENGTH_BYTES) || 0;
    underWayBytes += claimed;
    let outcome: FoldOutcome | null = null;
    let answer: Answer;
    let bytes = 0;
    try {
      if (underWayBytes > MAX_BYTES_UNDER_WAY)
        throw new AppError("unavailable", "Too many requests at once.", { retryAfterSeconds: RETRY_SECONDS });
      const record = await readRecord(parts, req, protocol);
      bytes = record.body.length;
      outcome = await parts.ingester.accept(record, decodeRecord(record));
      answer = answerOutcome(protocol, outcome);
    } catch (error) {
      if (!(error instanceof AppError)) parts.onError(error);
      answer = answerRefusal(protocol, error);
    }
    underWayBytes -= claimed;
    parts.onAnswered(protocol, answer.code, bytes, outcome);
    send(req, res, answer);
  };
  return (req, res) => {
    const path = (req.url ?? "").split("?")[0];
    if (path !== REMOTE_WRITE_PATH && path !== OTLP_PATH) return false;
    const isJson = mediaType(req) === JSON_TYPE;
    void serve(
      req,
      res,
      path === REMOTE_WRITE_PATH ? "remote-write" : isJson ? "otlp-json" : "otlp-protobuf",
    );
    return true;
  };
}

async function readRecord(
  parts: IngestEndpointParts,
  req: IncomingMessage,
  protocol: IngestProtocol,
): Promise<IngestRecord> {
  if (req.method !== "POST") throw new AppError("method-not-allowed", "Telemetry is sent by POST.");
  const key = await parts.authenticate(req.headers.authorization, req.socket.remoteAddress ?? "");
  const gzip = checkEncoding(req, protocol);
  const timeLimitMs = parts.bodyTimeLimitMs ?? BODY_TIME_LIMIT_MS;
  const body = await readBody(req, BODY_LIMITS[protocol].sentBytes, timeLimitMs);
  return { receivedAtMs: parts.clock.nowMs(), keyId: key.id, demo: key.demo, protocol, gzip, body };
}

/** Whether the body is gzipped. @throws AppError unsupported-media-type */
function checkEncoding(req: IncomingMessage, protocol: IngestProtocol): boolean {
  const encoding = (req.headers["content-encoding"] ?? "identity").toLowerCase();
  const type = mediaType(req);
  if (protocol === "remote-write") {
    if (type !== PROTOBUF || encoding !== "snappy")
      throw new AppError(
        "unsupported-media-type",
        `remote_write is ${PROTOBUF} with Content-Encoding snappy.`,
      );
    if (/io\.prometheus\.write\.v2/.test(req.headers["content-type"] ?? ""))
      throw new AppError("unsupported-media-type", "remote_write 1.0 is spoken here, not 2.0.");
    return false;
  }
  if (type !== PROTOBUF && type !== JSON_TYPE)
    throw new AppError("unsupported-media-type", `OTLP metrics are ${PROTOBUF} or ${JSON_TYPE}.`);
  if (encoding !== "identity" && encoding !== "gzip")
    throw new AppError("unsupported-media-type", "OTLP bodies are plain or gzip.");
  return encoding === "gzip";
}

function mediaType(req: IncomingMessage): string {
  return (req.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
}

function answerOutcome(protocol: IngestProtocol, outcome: FoldOutcome): Answer {
  const refused = [...outcome.refused.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...outcome.refused].map(([reason, count]) => `${reason} ${count}`).join(", ");
  const text = refused > 0 ? `${refused} samples refused (${reasons}); ${outcome.folded} folded.` : "";
  if (protocol === "remote-write")
    return refused === 0 ? { code: 204 } : problem(400, "Some samples were refused", text);
  return { code: 200, ...otlpSuccess(otlpType(protocol), refused, text) };
}

function answerRefusal(protocol: IngestProtocol, error: unknown): Answer {
  const known = error instanceof AppError ? error : null;
  const code = known?.status ?? 500;
  const text = known?.publicText ?? "Something failed here; the request was not kept.";
  const headers: Record<string, string> = {};
  if (known?.retryAfterSeconds) headers["Retry-After"] = String(known.retryAfterSeconds);
  if (code === 401) headers["WWW-Authenticate"] = "Bearer";
  if (code === 405) headers.Allow = "POST";
  const answer =
    protocol === "remote-write"
      ? problem(code, "Refused", text)
      : { code, ...otlpError(otlpType(protocol), RPC_CODES[code] ?? RPC_INTERNAL, text) };
  return { ...answer, headers };
}

function otlpType(protocol: IngestProtocol): string {
  return protocol === "otlp-json" ? JSON_TYPE : PROTOBUF;
}

function problem(status: number, title: string, detail: string): Answer {
  return {
    code: status,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: "about:blank", title, status, detail }),
  };
}

function send(req: IncomingMessage, res: ServerResponse, answer: Answer): void {
  if (res.headersSent || res.destroyed) return;
  const { code, contentType, body = "", headers } = answer;
  // One that was too slow, or is too many, is not waited for any longer.
  const keepsConnection = code !== UNAVAILABLE && willReadOn(req);
  res.writeHead(code, {
    ...(contentType ? { "Content-Type": contentType } : {}),
    ...(code === NO_CONTENT ? {} : { "Content-Length": Buffer.byteLength(body) }),
    ...(keepsConnection ? {} : { Connection: "close" }),
    ...headers,
  });
  if (keepsConnection) res.end(body);
  else endAfterBody(req, res, body);
}
