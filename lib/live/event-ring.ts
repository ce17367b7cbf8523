import type { LiveEvent } from "@/lib/contracts/live-event";

/** An event with the id that the browser sends back as Last-Event-ID. */
export interface LiveMessage {
  readonly id: string;
  readonly event: LiveEvent;
}

/**
 * The last events of this process, for browsers that reconnect. Ids carry the process's own name: one from another
 * process, or from before a restart, says nothing about what was missed here.
 */
export class EventRing {
  private readonly messages: LiveMessage[] = [];
  private next = 1;

  constructor(
    private readonly processName: string,
    private readonly capacity: number,
  ) {}

  add(event: LiveEvent): LiveMessage {
    const message = { id: this.idOf(this.next), event };
    this.next += 1;
    this.messages.push(message);
    if (this.messages.length > this.capacity) this.messages.shift();
    return message;
  }

  /** A message that stands in no ring: the browser resumes from what it names. */
  resync(): LiveMessage {
    return { id: this.idOf(this.next - 1), event: { topic: "resync" } };
  }

  /** What came after `lastEventId`; null when that can no longer be told (too old, or of another process). */
  since(lastEventId: string): readonly LiveMessage[] | null {
    const seen = this.numberOf(lastEventId);
    if (seen === null || seen >= this.next) return null;
    const missed = this.next - 1 - seen;
    if (missed > this.messages.length) return null;
    return missed === 0 ? [] : this.messages.slice(-missed);
  }

  private idOf(number: number): string {
    return `${this.processName}-${number}`;
  }

  private numberOf(id: string): number | null {
    const prefix = `${this.processName}-`;
    const digits = id.startsWith(prefix) ? id.slice(prefix.length) : "";
    return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
  }
}
