import type { LiveEvent } from "@/lib/contracts/live-event";
import type { Connection } from "@/lib/pipeline/present/freshness";

/** The part of EventSource that is used. */
export interface LiveSource {
  readonly readyState: number;
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  onmessage: ((message: { data: string; lastEventId: string }) => void) | null;
  close(): void;
}

export interface LiveConnectionOptions {
  open(): LiveSource;
  onEvent(event: LiveEvent): void;
  /** 0–1; spreads the browsers of an installation that comes back. */
  jitter(): number;
}

const CLOSED = 2;
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
/** A cycle is told every 10 s: a stream this quiet is dead, or so is the worker, and asking again harms nobody. */
const SILENCE_MS = 45_000;

/**
 * One stream of events for the whole page. A dropped connection the browser mends by itself, with Last-Event-ID, so that
 * the server sends what was missed; what the browser gives up on (an error status) is opened anew with back-off.
 */
export class LiveConnection {
  private source: LiveSource | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private backoffMs = FIRST_BACKOFF_MS;
  private seenId = false;
  private current: Connection = "connecting";
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: LiveConnectionOptions) {}

  readonly state = (): Connection => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  start(): void {
    this.seenId = false;
    const source = this.options.open();
    this.source = source;
    source.onopen = () => this.opened();
    source.onerror = () => this.lost(source);
    source.onmessage = (message) => this.received(message);
    this.wait(SILENCE_MS);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.source?.close();
    this.source = null;
  }

  private opened(): void {
    this.backoffMs = FIRST_BACKOFF_MS;
    this.become("open");
    // Without an id the server cannot know what was missed since the page was rendered, or while away.
    if (!this.seenId) this.options.onEvent({ topic: "resync" });
  }

  private received({ data, lastEventId }: { data: string; lastEventId: string }): void {
    if (lastEventId !== "") this.seenId = true;
    this.become("open");
    this.wait(SILENCE_MS);
    void parse(data).then((event) => {
      if (event !== null) this.options.onEvent(event);
    });
  }

  private lost(source: LiveSource): void {
    this.become("reconnecting");
    if (source.readyState !== CLOSED) return; // the browser tries again by itself
    this.wait(this.backoffMs * (1 + this.options.jitter()));
    this.backoffMs = Math.min(this.backoffMs * 2, MAX_BACKOFF_MS);
  }

  /** Opens a new stream unless something happens before. */
  private wait(delayMs: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.stop();
      this.start();
    }, delayMs);
  }

  private become(state: Connection): void {
    if (state === this.current) return;
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

/** By its contract, which is loaded with the first event: the page works before. */
async function parse(data: string): Promise<LiveEvent | null> {
  const contract = await import("@/lib/contracts/live-event").catch(() => null);
  if (contract === null) return { topic: "resync" }; // it cannot be loaded: something happened, whatever it was
  try {
    return contract.liveEventSchema.parse(JSON.parse(data));
  } catch {
    return null; // a newer server says more than this page knows
  }
}
