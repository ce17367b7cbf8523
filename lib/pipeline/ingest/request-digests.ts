import { createHash } from "node:crypto";
import type { IngestRecord } from "./log-record";
import type { FoldOutcome } from "@/lib/domain/refusal";
import { HOUR_MS } from "@/lib/domain/window";

export const DIGEST_BYTES = 16;
/** A repeat later than this is a new request: its samples are then judged one by one. */
export const REMEMBER_MS = HOUR_MS;
const SWEEP_EVERY_MS = 60_000;
/** About 250 MB: 550 requests a second for an hour. */
const MAX_REMEMBERED = 2_000_000;

interface Remembered {
  readonly atMs: number;
  /** What the first one came to; null where it was answered by a process that is gone. */
  readonly outcome: Promise<FoldOutcome> | null;
}

/** Recognises a request that is sent again: after a time-out, or after a crash of ours or the sender's. */
export class RequestDigests {
  private readonly known = new Map<string, Remembered>();
  private sweptMs = 0;

  /** 16 bytes of SHA-256 over protocol and body. */
  static of(record: Pick<IngestRecord, "protocol" | "body">): Buffer {
    return createHash("sha256")
      .update(record.protocol)
      .update(record.body)
      .digest()
      .subarray(0, DIGEST_BYTES);
  }

  find(digest: Buffer, nowMs: number): Remembered | null {
    const known = this.known.get(digest.toString("latin1"));
    return known && nowMs - known.atMs < REMEMBER_MS ? known : null;
  }

  /** No more can be remembered now: a new request must be asked to come again. */
  get isFull(): boolean {
    return this.known.size >= MAX_REMEMBERED;
  }

  remember(digest: Buffer, atMs: number, outcome: Promise<FoldOutcome> | null): void {
    this.known.set(digest.toString("latin1"), { atMs, outcome });
    if (Math.abs(atMs - this.sweptMs) > SWEEP_EVERY_MS) this.sweep(atMs);
  }

  /** The request was not kept: a repeat is welcome. */
  forget(digest: Buffer): void {
    this.known.delete(digest.toString("latin1"));
  }

  private sweep(nowMs: number): void {
    this.sweptMs = nowMs;
    for (const [key, { atMs }] of this.known) if (nowMs - atMs >= REMEMBER_MS) this.known.delete(key);
  }
}
