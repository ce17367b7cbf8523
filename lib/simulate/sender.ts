import { setTimeout as sleep } from "node:timers/promises";
import { retryDelayMs } from "./retry-delay";

interface SenderOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Requests that may wait; beyond it the oldest is dropped. */
  readonly queueLimit: number;
  /** How long one try may take. */
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  /** Waits between tries; injected so that tests need not wait. */
  readonly delayMs?: typeof retryDelayMs;
}

/** What happened since the counts were last taken. */
export interface SenderCounts {
  readonly sent: number;
  readonly bytes: number;
  readonly retries: number;
  /** Dropped because the queue was full. */
  readonly dropped: number;
  /** Answered with a status that a repetition cannot mend. */
  readonly refused: number;
  readonly waiting: number;
  /** The last failure in words; null when there was none. */
  readonly lastProblem: string | null;
}

export interface Sender {
  enqueue(body: Buffer): void;
  takeCounts(): SenderCounts;
  /** Gives up what waits and ends the request under way. */
  stop(): void;
}

type Outcome = { kind: "sent" } | { kind: "refused" } | { kind: "retry"; retryAfter: string | null };

const NOTHING = { sent: 0, bytes: 0, retries: 0, dropped: 0, refused: 0 };
const STATUS_TOO_MANY_REQUESTS = 429;
const STATUS_SERVER_ERROR = 500;
const LONGEST_REASON = 200;

/** Posts bodies one after the other, in order; a body is repeated until it is taken, refused, or pushed out. */
export function createSender(options: SenderOptions): Sender {
  return new QueueSender(options);
}

class QueueSender implements Sender {
  private readonly queue: Buffer[] = [];
  private readonly stopping = new AbortController();
  private counts = { ...NOTHING };
  private lastProblem: string | null = null;
  private busy = false;

  constructor(private readonly options: SenderOptions) {}

  enqueue(body: Buffer): void {
    if (this.stopping.signal.aborted) return;
    this.queue.push(body);
    if (this.queue.length > this.options.queueLimit) {
      this.queue.shift();
      this.counts.dropped++;
    }
    void this.drain();
  }

  takeCounts(): SenderCounts {
    const waiting = this.queue.length + (this.busy ? 1 : 0);
    const taken = { ...this.counts, waiting, lastProblem: this.lastProblem };
    this.counts = { ...NOTHING };
    this.lastProblem = null;
    return taken;
  }

  stop(): void {
    this.queue.length = 0;
    this.stopping.abort();
  }

  private async drain(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let body = this.queue.shift(); body !== undefined; body = this.queue.shift())
      await this.deliver(body);
    this.busy = false;
  }

  private async deliver(body: Buffer): Promise<void> {
    const delayMs = this.options.delayMs ?? retryDelayMs;
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      const outcome = await this.tryOnce(body);
      if (outcome.kind === "refused") this.counts.refused++;
      if (outcome.kind === "sent") {
        this.counts.sent++;
        this.counts.bytes += body.length;
      }
      if (outcome.kind !== "retry") return;
      this.counts.retries++;
      await this.pause(delayMs(attempt, outcome.retryAfter, this.options.nowMs()));
    }
  }

  private async tryOnce(body: Buffer): Promise<Outcome> {
    const { url, headers, timeoutMs } = this.options;
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await fetch(url, { method: "POST", headers, body: new Uint8Array(body), signal });
      const text = await response.text();
      if (response.ok) return { kind: "sent" };
      this.lastProblem = `${response.status} ${text.slice(0, LONGEST_REASON)}`.trim();
      const again = response.status === STATUS_TOO_MANY_REQUESTS || response.status >= STATUS_SERVER_ERROR;
      return again ? { kind: "retry", retryAfter: response.headers.get("retry-after") } : { kind: "refused" };
    } catch (error) {
      this.lastProblem = describe(error);
      return { kind: "retry", retryAfter: null };
    }
  }

  private async pause(durationMs: number): Promise<void> {
    // Rejects only when stopped, which the loop sees for itself.
    await sleep(durationMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** fetch hides why it failed in `cause`. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}
