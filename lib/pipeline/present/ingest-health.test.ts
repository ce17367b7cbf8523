import { describe, expect, it } from "vitest";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import {
  ingestRates,
  ingestReading,
  mostSilentSender,
  paceState,
  withReading,
  type IngestReading,
} from "./ingest-health";

const NOW_MS = Date.UTC(2026, 10, 23, 12);
const ago = (ms: number) => new Date(NOW_MS - ms).toISOString();
const reading = (second: number, folded: number, refused = 0): IngestReading => ({
  atMs: NOW_MS + second * 1_000,
  folded,
  refused,
});

function status(change: Partial<IngestStatusContract>): IngestStatusContract {
  return {
    senders: [],
    rejected: [],
    unmapped: [],
    ingesters: [],
    log: null,
    stranded_figures: [],
    ...change,
  };
}
const ingester = (flushed_at: string | null) => ({
  ...{ id: "a", position: 10, checkpoint_position: 4, checkpoint_lag: 6 },
  flushed_at,
});
const sender = (name: string, folded: number, silentMs: number) => ({
  ...{ key_id: name, name, protocol: "otlp", requests: 1, demo: false, folded },
  last_sample_at: null,
  last_request_at: ago(silentMs),
});

describe("ingestReading", () => {
  it("adds up what all keys sent, as of the newest flush", () => {
    const senders = [sender("a", 100, 0), sender("b", 20, 0)];
    const rejected = [{ key_id: "a", key: "a", reason: "too-late", count: 7, last_at: ago(0) }];
    const ingesters = [ingester(ago(9_000)), ingester(ago(4_000)), ingester(null)];
    expect(ingestReading(status({ senders, rejected, ingesters }))).toEqual({
      atMs: NOW_MS - 4_000,
      folded: 120,
      refused: 7,
    });
  });

  it("reads nothing before the first flush", () => {
    expect(ingestReading(status({ ingesters: [ingester(null)] }))).toBeNull();
  });
});

describe("ingest rates", () => {
  it.each([
    ["one reading", [reading(0, 100)], null],
    ["none", [], null],
    ["two", [reading(0, 100), reading(10, 600, 20)], [50, 2]],
    ["the same flush seen twice", [reading(0, 100), reading(0, 100)], null],
    ["the last minute alone", [reading(0, 0), reading(20, 1_000), reading(80, 4_000)], [50, 0]],
    ["counters that began again", [reading(0, 9_000), reading(10, 50), reading(20, 150)], [10, 0]],
    ["a reading that comes too late", [reading(10, 600), reading(0, 100)], null],
  ] as const)("%s", (_, readings, rates) => {
    const kept = readings.reduce<readonly IngestReading[]>(withReading, []);
    const expected = rates && { samplesPerSecond: rates[0], refusedPerSecond: rates[1] };
    expect(ingestRates(kept)).toEqual(expected);
  });

  it("keeps the list as it is where nothing is new", () => {
    const readings = withReading([], reading(0, 1));
    expect(withReading(readings, reading(0, 1))).toBe(readings);
    expect(withReading(readings, null)).toBe(readings);
  });
});

it("finds who has been silent for longest", () => {
  const senders = [sender("a", 1, 3_000), sender("b", 1, 90_000), sender("c", 1, 10)];
  expect(mostSilentSender(senders)).toEqual({ name: "b", sinceMs: NOW_MS - 90_000 });
  expect(mostSilentSender([])).toBeNull();
});

it.each([
  [null, "Not started"],
  [NOW_MS + 500, "Keeps up"],
  [NOW_MS - 45_000, "Keeps up"],
  [NOW_MS - 45_001, "Late"],
  [NOW_MS - 300_000, "Stopped"],
] as const)("%s: %s", (lastMs, word) => {
  expect(paceState(lastMs, NOW_MS, 45_000).word).toBe(word);
});
