import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LiveEvent } from "@/lib/contracts/live-event";
import { LiveHub } from "./live-hub";
import { liveStream } from "./live-stream";

const INGEST: LiveEvent = { topic: "ingest" };

interface Browser {
  readonly hub: LiveHub;
  readonly leave: AbortController;
  allowed: boolean | Error;
  text: string;
  ended: boolean;
}

/** A browser that reads everything at once, unless told not to. */
function connect(hub: LiveHub, options: { lastEventId?: string; reads?: boolean } = {}): Browser {
  const leave = new AbortController();
  const browser: Browser = { hub, leave, allowed: true, text: "", ended: false };
  const stream = liveStream({
    hub,
    lastEventId: options.lastEventId ?? null,
    signal: leave.signal,
    async stillAllowed() {
      if (browser.allowed instanceof Error) throw browser.allowed;
      return browser.allowed;
    },
  });
  if (options.reads !== false) void read(stream, browser);
  return browser;
}

async function read(stream: ReadableStream<Uint8Array>, browser: Browser): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) browser.text += decoder.decode(chunk);
  browser.ended = true;
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const events = (browser: Browser) =>
  [...browser.text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1]) as LiveEvent);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a live stream", () => {
  test("begins with retry, then sends events with ids, each browser all of them", async () => {
    const hub = new LiveHub("p1");
    const browsers = [connect(hub), connect(hub)];
    hub.publish(INGEST);
    hub.publish({ topic: "snapshot", asOfMs: 7 });
    await settle();
    for (const browser of browsers) {
      expect(browser.text).toBe(
        'retry: 2000\n\nid: p1-1\ndata: {"topic":"ingest"}\n\nid: p1-2\ndata: {"topic":"snapshot","asOfMs":7}\n\n',
      );
    }
  });

  test("a browser that comes back gets what it missed", async () => {
    const hub = new LiveHub("p1");
    hub.publish(INGEST);
    hub.publish({ topic: "snapshot", asOfMs: 1 });
    const browser = connect(hub, { lastEventId: "p1-1" });
    await settle();
    expect(events(browser)).toEqual([{ topic: "snapshot", asOfMs: 1 }]);
  });

  test("it survives a replay of the whole ring", async () => {
    const hub = new LiveHub("p1");
    hub.publish(INGEST);
    for (let i = 0; i < 500; i++) hub.publish(INGEST);
    const browser = connect(hub, { lastEventId: "p1-1" });
    await settle();
    expect(events(browser)).toHaveLength(500);
    expect(browser.ended).toBe(false);
  });

  test("one that was with another process is told to resync", async () => {
    const browser = connect(new LiveHub("p1"), { lastEventId: "p0-9" });
    await settle();
    expect(events(browser)).toEqual([{ topic: "resync" }]);
  });

  test("a comment every 15 s keeps proxies from closing it", async () => {
    const browser = connect(new LiveHub("p1"));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(browser.text.match(/^: /gm)).toHaveLength(2);
  });

  test("a revoked session ends it within 5 s", async () => {
    const hub = new LiveHub("p1");
    const browser = connect(hub);
    await vi.advanceTimersByTimeAsync(20_000);
    browser.allowed = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(browser.ended).toBe(true);
    expect(hub.size).toBe(0);
  });

  test("a database that is away does not end it", async () => {
    const browser = connect(new LiveHub("p1"));
    browser.allowed = new Error("away");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(browser.ended).toBe(false);
  });

  test("the browser's leaving and the process's end both end it", async () => {
    const hub = new LiveHub("p1");
    const [first, second] = [connect(hub), connect(hub)];
    first.leave.abort();
    await settle();
    expect(first.ended).toBe(true);
    expect(hub.size).toBe(1);
    hub.close();
    await settle();
    expect(second.ended).toBe(true);
    const late = connect(hub);
    await settle();
    expect(late.ended).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a browser that does not read is dropped and holds nothing up", async () => {
    const hub = new LiveHub("p1");
    connect(hub, { reads: false });
    const quick = connect(hub);
    for (let i = 0; i < 1_000; i++) {
      hub.publish(INGEST);
      await settle();
    }
    expect(hub.size).toBe(1);
    expect(events(quick)).toHaveLength(1_000);
  });
});
