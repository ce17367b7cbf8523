import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const POLL_MS = 50;
const ANSWER_TIMEOUT_MS = 5_000;
/**
 * After a pause the first commit and the first cycle come with the next 10 s slot: pages answer long before, so nobody
 * is kept waiting for those longer than this.
 */
const PATIENCE_MS = 500;
const OK = 200;

const report = z.object({ checks: z.array(z.object({ name: z.string(), ok: z.boolean() })) });

/** Parts of the product that are not at work yet; empty: all are. Null: it does not answer, or has no database. */
export type Pending = readonly string[] | null;

/** Reads an answer of `/readyz`. */
export function pendingParts(status: number, body: unknown): Pending {
  if (status === OK) return [];
  const parsed = report.safeParse(body);
  if (!parsed.success) return null;
  const databaseAnswers = parsed.data.checks.some((check) => check.name === "database" && check.ok);
  return databaseAnswers ? parsed.data.checks.filter((check) => !check.ok).map((check) => check.name) : null;
}

export interface ReadyWait {
  readonly url: string;
  readonly timeoutMs: number;
  /** Asked before each try. */
  readonly giveUp: () => boolean;
  readonly stop: AbortSignal;
}

/**
 * Polls `/readyz` until the product can be used; returns what is still catching up then. Null after the time-out, when
 * `giveUp()` says so, or on `stop`.
 */
export async function waitUntilReady({ url, timeoutMs, giveUp, stop }: ReadyWait): Promise<Pending> {
  const deadlineMs = performance.now() + timeoutMs;
  let answersSinceMs: number | null = null;
  while (!stop.aborted && !giveUp() && performance.now() < deadlineMs) {
    const pending = await ask(url);
    if (pending?.length === 0) return pending;
    answersSinceMs = pending === null ? null : (answersSinceMs ?? performance.now());
    if (answersSinceMs !== null && performance.now() - answersSinceMs >= PATIENCE_MS) return pending;
    await sleep(POLL_MS);
  }
  return null;
}

async function ask(url: string): Promise<Pending> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS), redirect: "manual" });
    const text = await answer.text();
    return pendingParts(answer.status, answer.status === OK ? null : JSON.parse(text));
  } catch {
    return null; // not listening yet
  }
}
