import { createHmac } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { OutgoingRefusedError, type OutgoingGuard } from "@/lib/platform/outgoing-guard";
import type { Clock } from "@/lib/platform/clock";
import { SECOND_MS } from "@/lib/domain/window";
import type { Executor, ExecutorAnswer, ExecutorRequest } from "./executor";

export interface WebhookAddress {
  readonly url: string;
  /** `whsec_` and base64, as Standard Webhooks have it. */
  readonly secret: string;
}

const TIMEOUT_MS = 20 * SECOND_MS;
const LONGEST_KEPT = 2_000;
/** Failures of a connection that never stood: nothing was sent. */
const NEVER_SENT: readonly (string | undefined)[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
];
const SERVER_ERROR = 500;

/**
 * Actions by a signed webhook (Standard Webhooks): `webhook-id` is the run's id, so that a receiver does the same one once.
 * Redirects are not followed, and private addresses are refused unless they are allowed.
 */
export function createWebhookExecutor(
  { url, secret }: WebhookAddress,
  guard: OutgoingGuard,
  clock: Clock,
): Executor {
  const send = (id: string, body: object) =>
    post(new URL(url), secret, guard, clock, id, JSON.stringify(body));
  return {
    name: "the webhook",
    simulated: false,
    describe: (request) => bodyOf("response.execute", request),
    execute: (request) => send(request.key, bodyOf("response.execute", request)),
    undo: (request, externalId) =>
      send(`${request.key}-undo`, { ...bodyOf("response.undo", request), external_id: externalId }),
  };
}

function bodyOf(type: string, { key, action, region, service }: ExecutorRequest) {
  const { kind, share, toRegion } = action;
  return { type, id: key, data: { action: kind, region, service, share, to_region: toRegion } };
}

async function post(
  url: URL,
  secret: string,
  guard: OutgoingGuard,
  clock: Clock,
  id: string,
  body: string,
): Promise<ExecutorAnswer> {
  try {
    guard.checkUrl(url);
    const seconds = String(Math.floor(clock.nowMs() / SECOND_MS));
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "webhook-id": id,
      "webhook-timestamp": seconds,
      "webhook-signature": signature(secret, id, seconds, body),
    };
    return answerOf(await exchange(url, guard, headers, body));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const because =
      error instanceof OutgoingRefusedError ? message : `It cannot be reached: ${code ?? message}.`;
    const isNeverSent = error instanceof OutgoingRefusedError || NEVER_SENT.includes(code);
    return isNeverSent ? { kind: "refused", because, answer: null } : { kind: "unknown", because };
  }
}

/** `v1,` and the HMAC-SHA256 of `id.timestamp.body`. */
export function signature(secret: string, id: string, seconds: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}

interface Exchange {
  readonly status: number;
  readonly text: string;
}

function exchange(
  url: URL,
  { lookup }: OutgoingGuard,
  headers: http.OutgoingHttpHeaders,
  body: string,
): Promise<Exchange> {
  const { request } = url.protocol === "https:" ? https : http;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return new Promise((resolve, reject) => {
    const options = { method: "POST", agent: false as const, headers, lookup, signal };
    const outgoing = request(url, options, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => (text = (text + chunk).slice(0, LONGEST_KEPT)));
      incoming.on("error", reject);
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text }));
    });
    outgoing.on("error", reject);
    outgoing.on("close", () => reject(new Error("closed without an answer")));
    outgoing.end(body);
  });
}

/** 2xx: it is done. 5xx: nobody knows. Whatever else: the receiver will not. */
function answerOf({ status, text }: Exchange): ExecutorAnswer {
  const because = `It answered with status ${status}.`;
  if (status >= SERVER_ERROR) return { kind: "unknown", because };
  const answer = { status, body: text };
  const isDone = status >= 200 && status < 300;
  return isDone ? { kind: "accepted", externalId: null, answer } : { kind: "refused", because, answer };
}
