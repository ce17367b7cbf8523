import { createHash } from "node:crypto";
import type { IdempotencyId } from "@/lib/db/idempotency-store";
import type { Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import type { Answer, RouteServices } from "./route-services";

const MAX_KEY = 255;
const KEY = /^[\x21-\x7e]+$/;

export interface OnceInput {
  readonly request: Request;
  readonly url: URL;
  /** The body as sent. */
  readonly raw: string;
  readonly actor: Actor;
  readonly services: RouteServices;
  answer(): Promise<Answer>;
}

/**
 * Runs `answer`, once per Idempotency-Key of a POST: a repeat gets the stored answer, another payload under the same key
 * 422, one in flight 409. A failure is not stored: it may be repeated. An answer that cannot be stored is still given, and its
 * key stays in flight until it expires: what was done must not be done again. Keys are scoped by principal and route, kept 24 h.
 */
export async function answerOnce(input: OnceInput): Promise<Answer> {
  const { request, url, raw, services } = input;
  const id = idempotencyId(input);
  if (id === null) return input.answer();
  const hash = createHash("sha256").update(`${request.method} ${url.search}\n${raw}`).digest();
  const claim = await services.idempotency.claim(id, hash, services.clock.nowMs());
  if (claim.kind === "other-payload")
    throw new AppError("unprocessable", "This Idempotency-Key was used with another request.");
  if (claim.kind === "in-flight")
    throw new AppError("conflict", "The first request with this Idempotency-Key is still running.");
  if (claim.kind === "answered") {
    const envelope = JSON.parse(services.answerBox.open(claim.response)) as Answer["envelope"];
    return { status: claim.status, envelope };
  }
  return answerAndStore(input, id);
}

async function answerAndStore(input: OnceInput, id: IdempotencyId): Promise<Answer> {
  const { idempotency, answerBox, logger } = input.services;
  const answer = await input.answer().catch(async (error: unknown) => {
    await idempotency.release(id).catch((cause) => logger.warn({ err: cause }, "key not released"));
    throw error;
  });
  try {
    await idempotency.complete(id, answer.status, answerBox.seal(JSON.stringify(answer.envelope)));
  } catch (cause) {
    logger.warn({ err: cause }, "answer not stored");
  }
  return answer;
}

/** Strangers have no principal to scope a key by, so theirs is ignored. */
function idempotencyId({ request, url, actor }: OnceInput): IdempotencyId | null {
  const header = request.headers.get("idempotency-key");
  if (request.method !== "POST" || header === null) return null;
  if (actor.kind !== "user" && actor.kind !== "key") return null;
  const key = header.trim().replace(/^"(.*)"$/, "$1");
  if (key.length > MAX_KEY || !KEY.test(key))
    throw new AppError("bad-request", `Idempotency-Key must be 1 to ${MAX_KEY} printable characters.`);
  return { principal: `${actor.kind}:${actor.id}`, route: `${request.method} ${url.pathname}`, key };
}
