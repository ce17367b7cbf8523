import type { IncomingMessage, ServerResponse } from "node:http";
import { BodyBudget, type Charge } from "./body/body-budget";
import { BODY_TIME_LIMIT_MS, readBody, refuseTooLarge } from "./body/read-body";
import { endAfterBody, willReadOn } from "./body/unread-body";
import { BODY_LIMITS, decodeRecord } from "./decode-record";
import type { IngestProtocol, IngestRecord } from "./log-record";
import { otlpError, otlpSuccess } from "./otlp/otlp-response";
import type { FoldOutcome } from "@/lib/domain/refusal";
import type { SampleBatch } from "@/lib/domain/sample";
import type { Actor } from "@/lib/platform/actor";
import type { Clock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";

export const REMOTE_WRITE_PATH = "/api/v1/write";
export const OTLP_PATH = "/v1/metrics";

const PROTOBUF = "application/x-protobuf";
const JSON_TYPE = "application/json";
const MEBIBYTE = 1024 * 1024;
/** Bodies being read and decoded at once; past it senders are asked to come again. */
const MAX_BYTES_UNDER_WAY = 256 * MEBIBYTE;
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

export type KeyActor = Extract<Actor, { readonly kind: "key" }>;

export interface IngestEndpointParts {
  /** The verb that keeps a decoded request; checks the actor's scope. @throws AppError forbidden, unavailable */
  readonly accept: (actor: Actor, record: IngestRecord, batch: SampleBatch) => Promise<FoldOutcome>;
  /** The key that a request came with. @throws AppError unauthenticated, forbidden (another scope), unavailable */
  readonly authenticate: (req: IncomingMessage) => Promise<KeyActor>;
  readonly clock: Clock;
  /** Time a sender has for its whole body. */
  readonly bodyTimeLimitMs?: number;
  readonly maxBytesUnderWay?: number;
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
  const budget = new BodyBudget(parts.maxBytesUnderWay ?? MAX_BYTES_UNDER_WAY);
  const serve = async (req: IncomingMessage, res: ServerResponse, protocol: IngestProtocol) => {
    let charge: Charge | null = null;
    let outcome: FoldOutcome | null = null;
    let answer: Answer;
    let bytes = 0;
    try {
      const { actor, gzip } = await admit(parts, req, protocol);
      charge = budget.charge(claimedBytes(req, protocol));
      const body = await readBody(
        req,
        BODY_LIMITS[protocol].sentBytes,
        parts.bodyTimeLimitMs ?? BODY_TIME_LIMIT_MS,
      );
      bytes = body.length;
      charge.settle(bytes);
      const receivedAtMs = parts.clock.nowMs();
      const record = { receivedAtMs, keyId: actor.id, demo: actor.demo, protocol, gzip, body };
      outcome = await parts.accept(actor, record, decodeRecord(record));
      answer = answerOutcome(protocol, outcome);
    } catch (error) {
      if (!(error instanceof AppError)) parts.onError(error);
      answer = answerRefusal(protocol, error);
    }
    charge?.release();
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

/** What the headers alone decide; nothing is read or charged before. @throws AppError */
async function admit(
  parts: IngestEndpointParts,
  req: IncomingMessage,
  protocol: IngestProtocol,
): Promise<{ readonly actor: KeyActor; readonly gzip: boolean }> {
  if (req.method !== "POST") throw new AppError("method-not-allowed", "Telemetry is sent by POST.");
  const actor = await parts.authenticate(req);
  const gzip = checkEncoding(req, protocol);
  refuseTooLarge(req, BODY_LIMITS[protocol].sentBytes);
  return { actor, gzip };
}

/** A chunked body may become as long as one may be. */
function claimedBytes(req: IncomingMessage, protocol: IngestProtocol): number {
  if (req.headers["transfer-encoding"] !== undefined) return BODY_LIMITS[protocol].sentBytes;
  return Number(req.headers["content-length"] ?? 0);
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
