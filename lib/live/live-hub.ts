import type { LiveEvent } from "@/lib/contracts/live-event";
import { EventRing, type LiveMessage } from "./event-ring";

const RING_EVENTS = 500;

export interface LiveSubscriber {
  send(message: LiveMessage): void;
  /** The process stops: say goodbye. */
  end(): void;
}

/** Fans the events of one LISTEN connection out to this process's browsers. */
export class LiveHub {
  private readonly ring: EventRing;
  private readonly subscribers = new Set<LiveSubscriber>();
  private closed = false;

  constructor(processName: string) {
    this.ring = new EventRing(processName, RING_EVENTS);
  }

  get size(): number {
    return this.subscribers.size;
  }

  publish(event: LiveEvent): void {
    const message = this.ring.add(event);
    for (const subscriber of [...this.subscribers]) subscriber.send(message);
  }

  /**
   * Adds a browser. With `lastEventId` it first gets what it missed, or a resync where that cannot be told. Returns the
   * function that removes it.
   */
  subscribe(subscriber: LiveSubscriber, lastEventId: string | null): () => void {
    if (this.closed) {
      subscriber.end();
      return () => undefined;
    }
    this.subscribers.add(subscriber);
    if (lastEventId !== null) this.replay(subscriber, lastEventId);
    return () => void this.subscribers.delete(subscriber);
  }

  /** Ends every stream, and every later one at once. */
  close(): void {
    this.closed = true;
    for (const subscriber of [...this.subscribers]) subscriber.end();
    this.subscribers.clear();
  }

  private replay(subscriber: LiveSubscriber, lastEventId: string): void {
    const missed = this.ring.since(lastEventId) ?? [this.ring.resync()];
    for (const message of missed) subscriber.send(message);
  }
}
