import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent } from "@/lib/contracts/live-event";
import { LiveConnection, type LiveSource } from "./live-connection";
import { staleAfter } from "./live-topics";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

class FakeSource implements LiveSource {
  readyState = CONNECTING;
  onopen: LiveSource["onopen"] = null;
  onerror: LiveSource["onerror"] = null;
  onmessage: LiveSource["onmessage"] = null;
  close() {
    this.readyState = CLOSED;
  }
  accept() {
    this.readyState = OPEN;
    this.onopen?.();
  }
  say(event: unknown, lastEventId = "p-1") {
    this.onmessage?.({ data: JSON.stringify(event), lastEventId });
  }
  drop(readyState: number) {
    this.readyState = readyState;
    this.onerror?.();
  }
}

let sources: FakeSource[];
let events: LiveEvent[];
let live: LiveConnection;
const newest = () => sources[sources.length - 1];
const SNAPSHOT = { topic: "snapshot", asOfMs: 1 } as const;

/** Events are parsed by a contract that is loaded with the first one. */
const told = () => vi.dynamicImportSettled();

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  events = [];
  live = new LiveConnection({
    open: () => {
      sources.push(new FakeSource());
      return newest();
    },
    onEvent: (event) => events.push(event),
    jitter: () => 0,
  });
  live.start();
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

describe("the live connection", () => {
  it("asks for everything once it is open: something may have happened since the page was rendered", () => {
    expect(live.state()).toBe("connecting");
    newest().accept();
    expect(live.state()).toBe("open");
    expect(events).toEqual([{ topic: "resync" }]);
  });

  it("passes events on and survives what it does not know", async () => {
    newest().accept();
    newest().say({ topic: "something-new" });
    newest().onmessage?.({ data: "no json", lastEventId: "p-2" });
    newest().say(SNAPSHOT);
    await told();
    expect(events.slice(1)).toEqual([SNAPSHOT]);
  });

  it("leaves a dropped connection to the browser, which resumes from the last id", async () => {
    newest().accept();
    newest().say(SNAPSHOT);
    newest().drop(CONNECTING);
    expect(live.state()).toBe("reconnecting");
    newest().accept();
    expect(sources).toHaveLength(1);
    expect(live.state()).toBe("open");
    await told();
    expect(events).toEqual([{ topic: "resync" }, SNAPSHOT]);
  });

  it("opens a refused stream anew, ever more slowly, and asks for everything then", async () => {
    newest().accept();
    newest().say(SNAPSHOT);
    await told();
    const opened = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].map((waitMs) => {
      newest().drop(CLOSED);
      vi.advanceTimersByTime(waitMs - 1);
      const before = sources.length;
      vi.advanceTimersByTime(1);
      return sources.length - before;
    });
    expect(opened).toEqual([1, 1, 1, 1, 1, 1, 1]);
    newest().accept();
    expect(events.at(-1)).toEqual({ topic: "resync" });
    newest().drop(CLOSED);
    vi.advanceTimersByTime(1_000);
    expect(sources).toHaveLength(9);
  });

  it("replaces a stream that went silent", () => {
    newest().accept();
    const silent = newest();
    vi.advanceTimersByTime(45_000);
    expect(silent.readyState).toBe(CLOSED);
    expect(sources).toHaveLength(2);
  });

  it("tells its listeners when its state changes, and opens nothing once stopped", () => {
    const listener = vi.fn();
    live.subscribe(listener);
    newest().accept();
    newest().say(SNAPSHOT);
    expect(listener).toHaveBeenCalledTimes(1);
    newest().drop(CLOSED);
    live.stop();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});

it.each<[LiveEvent, unknown]>([
  [SNAPSHOT, [["snapshot"], ["history", "live"]]],
  [{ topic: "ingest" }, [["ingest"]]],
  [
    { topic: "resync" },
    [
      ["snapshot"],
      ["history"],
      ["ingest"],
      ["backfills"],
      ["mappings"],
      ["deployments"],
      ["catalog"],
      ["objectives"],
      ["business"],
      ["predictions"],
      ["anomalies"],
      ["incidents"],
      ["channels"],
      ["forecasts"],
      ["capacity"],
    ],
  ],
  [{ topic: "backfill", ended: false }, [["backfills"]]],
  [{ topic: "backfill", ended: true }, [["backfills"], ["history"]]],
  [{ topic: "business" }, [["business"], ["catalog", "regions"]]],
  [{ topic: "catalog" }, [["catalog"]]],
  [{ topic: "prediction" }, [["predictions"]]],
  [{ topic: "anomaly" }, [["anomalies"]]],
  [{ topic: "incident" }, [["incidents"]]],
  [{ topic: "forecast" }, [["forecasts"]]],
  [{ topic: "capacity" }, [["capacity"], ["forecasts"]]],
  [{ topic: "objective" }, [["objectives"]]],
  [{ topic: "deployment" }, [["deployments"]]],
  [{ topic: "mapping" }, [["mappings"], ["ingest"]]],
])("refreshes just what an event concerns: %o", (event, keys) => {
  expect(staleAfter(event)).toEqual(keys);
});
