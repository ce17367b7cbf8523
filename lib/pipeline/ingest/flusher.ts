import { RequestTally } from "./request-tally";
import type { FoldHolder } from "./fold-holder";
import { CLOSING_GRACE_MS } from "@/lib/pipeline/aggregate/fold/total-sweep";
import { FencedError, type Flush, type FlushStore } from "@/lib/pipeline/store/flush-store";
import { MINUTE_MS, SECOND_MS, WINDOW_MS } from "@/lib/domain/window";
import type { Clock } from "@/lib/platform/clock";

const FIRST_RETRY_MS = SECOND_MS / 2;
const MAX_RETRY_MS = 5 * SECOND_MS;

export interface FlushEvents {
  readonly onFlushed: (flush: Flush, tookMs: number) => void;
  readonly onFailed: (error: unknown) => void;
  /** Another process is the ingester now: this one must stop at once. */
  readonly onFenced: (error: FencedError) => void;
}

/** How often; the defaults are for use, shorter ones let a test's kill land inside. */
export interface FlushTiming {
  /** A divisor of a window, so that each window's end is met. */
  readonly everyMs: number;
  readonly checkpointEveryMs: number;
  /**
   * Bytes of requests for each byte of the last checkpoint, before the next one is worth it: so a checkpoint costs a
   * share of what taking the requests costs, and a replay a few times what loading the checkpoint does.
   */
  readonly replayPerCheckpoint: number;
}
const USUAL_TIMING: FlushTiming = {
  everyMs: WINDOW_MS,
  checkpointEveryMs: MINUTE_MS,
  replayPerCheckpoint: 1,
};

export interface FlusherParts {
  readonly ingesterId: string;
  readonly epoch: number;
  readonly fold: FoldHolder;
  readonly store: FlushStore;
  readonly clock: Clock;
  readonly events: FlushEvents;
  readonly timing?: FlushTiming;
  /** Past so many bytes of requests a checkpoint is made whatever it costs: the log has no room for ever. */
  readonly maxReplayBytes: number;
}

/**
 * Commits what the fold gained just after each window closes. While Postgres is away the flush that failed is kept as
 * it is and tried again; what comes meanwhile gathers in the fold, and every bit of it is in the log.
 */
export class Flusher {
  readonly tally = new RequestTally();
  private position: number;
  private number: number;
  private digests: Buffer[] = [];
  private waiting: Flush | null = null;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<boolean> | null = null;
  private retryMs = FIRST_RETRY_MS;
  private checkpointedMs = 0;
  private checkpointBytes = 0;
  /** Bytes of requests since the last checkpoint. */
  private replayBytes = 0;
  private stopped = false;
  private readonly timing: FlushTiming;

  constructor(
    private readonly parts: FlusherParts,
    from: { readonly position: number; readonly flushNumber: number },
  ) {
    this.position = from.position;
    this.number = from.flushNumber;
    this.timing = parts.timing ?? USUAL_TIMING;
  }

  /** The log was replayed up to here. */
  resumeAt(position: number): void {
    this.position = position;
  }

  /** Notes that a request of `bytes` was folded: the next flush contains it. */
  note(position: number, digest: Buffer, bytes: number): void {
    this.position = position;
    this.replayBytes += bytes;
    this.digests.push(digest);
  }

  start(): void {
    this.schedule(this.untilNextWindowMs());
  }

  /** A last flush, with a checkpoint so that the next start replays nothing. False when Postgres would not take it. */
  async stop(): Promise<boolean> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    return this.flush();
  }

  /** Commits everything folded so far, with a checkpoint if one is due; false when it failed and will be tried again. */
  flush(): Promise<boolean> {
    return this.flushAll(true);
  }

  private async flushAll(mayCheckpoint: boolean): Promise<boolean> {
    // One that is under way, or failed, holds what there was when it began.
    if (this.running) await this.running;
    if (this.waiting && !(await this.flushNext(mayCheckpoint))) return false;
    return this.flushNext(mayCheckpoint);
  }

  private flushNext(mayCheckpoint: boolean): Promise<boolean> {
    this.running ??= this.flushOnce(mayCheckpoint).finally(() => (this.running = null));
    return this.running;
  }

  private async flushOnce(mayCheckpoint: boolean): Promise<boolean> {
    const { store, clock, events } = this.parts;
    this.waiting ??= this.gather(mayCheckpoint);
    const flush = this.waiting;
    const startMs = clock.nowMs();
    try {
      await store.flush(flush);
    } catch (error) {
      if (error instanceof FencedError) this.fence(error);
      else events.onFailed(error);
      return false;
    }
    this.waiting = null;
    const tookMs = clock.nowMs() - startMs;
    events.onFlushed(flush, tookMs);
    return true;
  }

  /** Also when the clock was set back: a due time that a wrong clock made must not keep the log from being trimmed. */
  private isCheckpointDue(nowMs: number): boolean {
    if (this.stopped || nowMs < this.checkpointedMs || this.replayBytes >= this.parts.maxReplayBytes)
      return true;
    const { checkpointEveryMs, replayPerCheckpoint } = this.timing;
    if (nowMs < this.checkpointedMs + checkpointEveryMs) return false;
    return this.replayBytes >= this.checkpointBytes * replayPerCheckpoint;
  }

  private checkpoint(nowMs: number): Buffer[] {
    const chunks = this.parts.fold.checkpoint(nowMs);
    this.checkpointedMs = nowMs;
    this.checkpointBytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    this.replayBytes = 0;
    return chunks;
  }

  private gather(mayCheckpoint: boolean): Flush {
    const { ingesterId, epoch, clock } = this.parts;
    const fold = this.parts.fold.current;
    const atMs = clock.nowMs();
    fold.advance(atMs);
    const digests = Buffer.concat(this.digests);
    this.digests = [];
    const checkpoint = mayCheckpoint && this.isCheckpointDue(atMs) ? this.checkpoint(atMs) : null;
    const cells = fold.registry.cells;
    const { sweptToMs } = fold.totals;
    const number = ++this.number;
    const gain = fold.take();
    const position = this.position;
    return {
      ingesterId,
      epoch,
      number,
      position,
      sweptToMs,
      atMs,
      gain,
      cells,
      digests,
      ...this.tally.take(),
      checkpoint,
    };
  }

  private fence(error: FencedError): void {
    this.stopped = true;
    this.parts.events.onFenced(error);
  }

  private schedule(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.tick(), delayMs);
  }

  private async tick(): Promise<void> {
    // What people wait for first: the checkpoint of a large fleet takes seconds to make and to store.
    const committed = await this.flushAll(false);
    const isDue = !this.stopped && this.isCheckpointDue(this.parts.clock.nowMs());
    const done = committed && (!isDue || (await this.flush()));
    if (done) {
      this.retryMs = FIRST_RETRY_MS;
      this.schedule(this.untilNextWindowMs());
    } else {
      this.schedule(this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, MAX_RETRY_MS);
    }
  }

  private untilNextWindowMs(): number {
    const { everyMs } = this.timing;
    return everyMs - ((this.parts.clock.nowMs() - CLOSING_GRACE_MS) % everyMs);
  }
}
