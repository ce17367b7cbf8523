import type { IncomingMessage, ServerResponse } from "node:http";
import { endAfterBody, willReadOn } from "./body/unread-body";
import { isRemoteWrite, JSON_TYPE, PROTOBUF } from "./ingest-negotiation";
import type { IngestProtocol } from "./log-record";
import { otlpError, otlpSuccess } from "./otlp/otlp-response";
import { NOTHING_WRITTEN, writtenHeaders, writtenOf } from "./remote-write/written-counts";
import type { FoldOutcome } from "@/lib/domain/refusal";
import type { SampleBatch } from "@/lib/domain/sample";
import { AppError } from "@/lib/platform/errors";

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

export interface IngestAnswer {
  readonly code: number;
  readonly contentType?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a request that was kept. */
export function answerOutcome(
  protocol: IngestProtocol,
  batch: SampleBatch,
  outcome: FoldOutcome,
): IngestAnswer {
  const refused = [...outcome.refused.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...outcome.refused].map(([reason, count]) => `${reason} ${count}`).join(", ");
  const text = refused > 0 ? `${refused} samples refused (${reasons}); ${outcome.folded} folded.` : "";
  if (!isRemoteWrite(protocol)) return { code: 200, ...otlpSuccess(otlpType(protocol), refused, text) };
  const answer = refused === 0 ? { code: NO_CONTENT } : problem(400, "Some samples were refused", text);
  return protocol === "remote-write-2"
    ? { ...answer, headers: writtenHeaders(writtenOf(batch, outcome)) }
    : answer;
}

/** The answer to a request of which nothing was kept. */
export function answerRefusal(protocol: IngestProtocol, error: unknown): IngestAnswer {
  const known = error instanceof AppError ? error : null;
  const code = known?.status ?? 500;
  const text = known?.publicText ?? "Something failed here; the request was not kept.";
  const headers: Record<string, string> =
    protocol === "remote-write-2" ? { ...writtenHeaders(NOTHING_WRITTEN) } : {};
  if (known?.retryAfterSeconds) headers["Retry-After"] = String(known.retryAfterSeconds);
  if (code === 401) headers["WWW-Authenticate"] = "Bearer";
  if (code === 405) headers.Allow = "POST";
  const answer = isRemoteWrite(protocol)
    ? problem(code, "Refused", text)
    : { code, ...otlpError(otlpType(protocol), RPC_CODES[code] ?? RPC_INTERNAL, text) };
  return { ...answer, headers };
}

function otlpType(protocol: IngestProtocol): string {
  return protocol === "otlp-json" ? JSON_TYPE : PROTOBUF;
}

function problem(status: number, title: string, detail: string): IngestAnswer {
  return {
    code: status,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: "about:blank", title, status, detail }),
  };
}

export function sendAnswer(req: IncomingMessage, res: ServerResponse, answer: IngestAnswer): void {
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
