import { describe, expect, it } from "vitest";
import { DEFAULT_ADMISSION_LIMITS } from "./admission/admission";
import { newFold, rowsOf, sendRemoteWrite as send, T0_MS as T0, tenSecond } from "./fold.fixture";
import type { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import { encodeCheckpoint, restoreCheckpoint } from "@/lib/pipeline/aggregate/fold/fold-checkpoint";
import type { TestSeries } from "@/lib/testing/remote-write-body";

const SECOND = 1000;

const counter = (samples: TestSeries["samples"], labels: Record<string, string> = {}): TestSeries => ({
  labels: { __name__: "http_requests_total", region: "r", service: "s", ...labels },
  samples,
});
const gauge = (
  name: string,
  samples: TestSeries["samples"],
  labels: Record<string, string> = {},
): TestSeries => ({
  labels: { __name__: name, region: "r", service: "s", ...labels },
  samples,
});

describe("counters", () => {
  it.each([
    { name: "have no increase at their first sample", samples: [[0, 100]], sums: [] },
    { name: "add to the window of the newer sample", samples: [[0, 100], [15, 130]], sums: [[10, 30]] }, // prettier-ignore
    { name: "begin again at 0 when they fall", samples: [[0, 100], [10, 7]], sums: [[10, 7]] }, // prettier-ignore
    { name: "skip a stale marker", samples: [[0, 100], [5, "stale"], [10, 110]], sums: [[10, 10]] }, // prettier-ignore
    { name: "ignore NaN", samples: [[0, 100], [5, NaN], [10, 110]], sums: [[10, 10]] }, // prettier-ignore
  ])("$name", ({ samples, sums }) => {
    const fold = newFold();
    send(
      fold,
      [counter(samples.map(([s, v]) => [T0 + (s as number) * SECOND, v as number | "stale"] as const))],
      T0 + 20 * SECOND,
    );
    const found = tenSecond(rowsOf(fold, T0 + 20 * SECOND), "requests").map(([at, sum]) => [at, sum]);
    expect(found).toEqual(sums);
  });

  it("do not depend on the order of arrival", () => {
    const samples = [[0, 10], [10, 25], [20, 5], [30, 40], [40, 41]] as const; // prettier-ignore
    const inOrder = newFold();
    for (const [s, v] of samples) send(inOrder, [counter([[T0 + s * SECOND, v]])], T0 + 50 * SECOND);
    const expected = tenSecond(rowsOf(inOrder, T0 + 50 * SECOND), "requests").map(([at, sum]) => [at, sum]);
    expect(expected).toEqual([[10, 15], [20, 5], [30, 35], [40, 1]]); // prettier-ignore
    for (const order of [
      [4, 3, 2, 1, 0],
      [0, 2, 1, 4, 3],
      [3, 0, 4, 1, 2],
    ]) {
      const fold = newFold();
      for (const i of order)
        send(fold, [counter([[T0 + samples[i]![0] * SECOND, samples[i]![1]]])], T0 + 50 * SECOND);
      expect(tenSecond(rowsOf(fold, T0 + 50 * SECOND), "requests").map(([at, sum]) => [at, sum])).toEqual(
        expected,
      );
    }
  });
});

describe("every sample is folded or counted by reason, and one bad one costs no other", () => {
  const good: TestSeries = counter([[T0, 1]], { instance: "good" });
  it.each<[string, TestSeries, string, "refused" | "ignored"]>([
    ["a year old", counter([[T0 - 365 * 86_400 * SECOND, 1]]), "too-old", "refused"],
    ["an hour ahead", counter([[T0 + 3600 * SECOND, 1]]), "too-new", "refused"],
    ["infinite", gauge("cpu_usage_ratio", [[T0, Infinity]]), "infinite", "refused"],
    ["minus infinite", gauge("cpu_usage_ratio", [[T0, -Infinity]]), "infinite", "refused"],
    ["NaN", gauge("cpu_usage_ratio", [[T0, NaN]]), "nan", "ignored"],
    ["a negative counter", counter([[T0, -1]]), "negative-counter", "refused"],
    ["a duplicate", counter([[T0, 1], [T0, 1]]), "duplicate", "ignored"], // prettier-ignore
    ["another value at the same time", counter([[T0, 1], [T0, 2]]), "conflicting-duplicate", "refused"], // prettier-ignore
    ["11 min behind its series", counter([[T0, 9], [T0 - 660 * SECOND, 1]]), "out-of-order", "refused"], // prettier-ignore
    [
      "a total of two hours ago",
      gauge("server_count", [[T0 - 7200 * SECOND, 1]]),
      "total-too-late",
      "ignored",
    ],
    ["a name nobody knows", gauge("speed_of_light", [[T0, 1]]), "unmapped", "ignored"],
    [
      "without a region",
      { labels: { __name__: "http_requests_total" }, samples: [[T0, 1]] },
      "unmapped",
      "ignored",
    ],
    ["without a name", { labels: { region: "r" }, samples: [[T0, 1]] }, "invalid-labels", "refused"],
    ["with a label of 3 kB", counter([[T0, 1]], { x: "y".repeat(3000) }), "label-too-long", "refused"],
  ])("%s", (_, bad, reason, kind) => {
    const fold = newFold();
    const outcome = send(fold, [bad, good], T0 + SECOND);
    const counted = kind === "refused" ? outcome.refused : outcome.ignored;
    expect([...counted]).toEqual([[reason, 1]]);
    expect(outcome.folded).toBe(bad.samples.length);
  });

  it("an hour behind is welcome from a series that is new", () => {
    const outcome = send(newFold(), [counter([[T0 - 3600 * SECOND, 1]])], T0);
    expect(outcome.folded).toBe(1);
  });

  it("new series past the limit of a minute are refused, known ones go on", () => {
    const fold = newFold({ ...DEFAULT_ADMISSION_LIMITS, newSeriesPerMinute: 1 });
    send(fold, [counter([[T0, 1]])], T0);
    const outcome = send(
      fold,
      [counter([[T0 + SECOND, 2]]), counter([[T0, 1]], { instance: "b" })],
      T0 + SECOND,
    );
    expect(outcome.folded).toBe(1);
    expect([...outcome.refused]).toEqual([["new-series-rate", 1]]);
  });
});

describe("totals", () => {
  const users = (samples: TestSeries["samples"], service: string) =>
    gauge("server_count", samples, { service });

  it("add up the newest value of every live series, carried over windows without a sample", () => {
    const fold = newFold();
    fold.advance(T0);
    send(fold, [users([[T0 + 2 * SECOND, 10]], "a"), users([[T0 + 3 * SECOND, 5]], "b")], T0 + 4 * SECOND);
    send(fold, [users([[T0 + 17 * SECOND, 12]], "a"), users([[T0 + 18 * SECOND, 5]], "b")], T0 + 19 * SECOND);
    fold.advance(T0 + 31 * SECOND);
    const rows = rowsOf(fold, T0 + 31 * SECOND);
    expect(tenSecond(rows, "servers", null)).toEqual([[0, 15, 1], [10, 17, 1], [20, 17, 1]]); // prettier-ignore
    expect(tenSecond(rows, "servers", "a")).toEqual([[0, 10, 1], [10, 12, 1], [20, 12, 1]]); // prettier-ignore
  });

  it("are corrected by samples that come after their window was closed", () => {
    const fold = newFold();
    fold.advance(T0);
    send(fold, [users([[T0 + 2 * SECOND, 10]], "a")], T0 + 3 * SECOND);
    fold.advance(T0 + 21 * SECOND);
    send(fold, [users([[T0 + 12 * SECOND, 30]], "a"), users([[T0 + 4 * SECOND, 1]], "b")], T0 + 22 * SECOND);
    const rows = rowsOf(fold, T0 + 22 * SECOND);
    expect(tenSecond(rows, "servers", "a")).toEqual([[0, 10, 1], [10, 30, 1]]); // prettier-ignore
    expect(tenSecond(rows, "servers", null)).toEqual([[0, 11, 1], [10, 31, 1]]); // prettier-ignore
  });

  it("end with a stale marker, and with silence", () => {
    const fold = newFold();
    fold.advance(T0);
    send(fold, [users([[T0 + 2 * SECOND, 10]], "a"), users([[T0 + 3 * SECOND, 5]], "b")], T0 + 4 * SECOND);
    send(fold, [users([[T0 + 12 * SECOND, "stale"]], "a")], T0 + 13 * SECOND);
    fold.advance(T0 + 600 * SECOND);
    const rows = tenSecond(rowsOf(fold, T0 + 600 * SECOND), "servers", null);
    expect(rows.slice(0, 2)).toEqual([[0, 15, 1], [10, 5, 1]]); // prettier-ignore
    expect(rows.at(-1)![0]).toBeLessThan(180);
  });

  it("of users are a region's own, or the most of its services, never their sum", () => {
    const fold = newFold();
    fold.advance(T0);
    const at = T0 + 2 * SECOND;
    send(
      fold,
      [
        gauge("active_users", [[at, 70]], { service: "a" }),
        gauge("active_users", [[at, 50]], { service: "b" }),
      ],
      at,
    );
    fold.advance(T0 + 11 * SECOND);
    const { service: _, ...own } = gauge("active_users", []).labels;
    send(fold, [{ labels: own, samples: [[T0 + 12 * SECOND, 100]] }], T0 + 12 * SECOND);
    fold.advance(T0 + 21 * SECOND);
    const rows = rowsOf(fold, T0 + 21 * SECOND);
    expect(tenSecond(rows, "active_users", null)).toEqual([[0, 70, 1], [10, 100, 1]]); // prettier-ignore
  });
});

describe("the ladder", () => {
  it("holds the same sums in every tier, for services and for the region", () => {
    const fold = newFold();
    const at = (s: number, v: number) => [T0 + s * SECOND, v] as const;
    send(
      fold,
      [counter([at(0, 0), at(30, 60), at(70, 100)]), counter([at(0, 0), at(70, 5)], { service: "z" })],
      T0 + 80 * SECOND,
    );
    const rows = rowsOf(fold, T0 + 80 * SECOND).filter((row) => row.metric === "requests");
    for (const tier of ["10s", "1m", "5m", "1h", "1d"]) {
      const sums = (service: string | null) =>
        rows.filter((r) => r.tier.name === tier && r.service === service).reduce((sum, r) => sum + r.sum, 0);
      expect([tier, sums("s"), sums("z"), sums(null)]).toEqual([tier, 100, 5, 105]);
    }
  });

  it("interpolates classic buckets whose series come in separate requests", () => {
    const fold = newFold();
    const bucket = (le: string, v: number, s: number) =>
      gauge("http_request_duration_seconds_bucket", [[T0 + s * SECOND, v]], { le });
    for (const s of [0, 10])
      for (const [le, v] of [["0.1", 50], ["0.2", 90], ["+Inf", 100]] as const) send(fold, [bucket(le, s === 0 ? 0 : v, s)], T0 + 11 * SECOND); // prettier-ignore
    const row = rowsOf(fold, T0 + 11 * SECOND).find(
      (r) => r.tier.name === "10s" && r.metric === "latency" && r.service === "s",
    );
    expect(row!.histogram!.count).toBe(100);
    expect(row!.histogram!.interpolated).toBe(true);
    expect(row!.histogram!.quantile(0.5)).toBeCloseTo(100, 6);
    expect(row!.histogram!.quantile(0.99)).toBeGreaterThan(200); // above the last finite bound
    expect(row!.histogram!.quantileBounds(0.99)).toEqual({ lowMs: 200, highMs: null });
  });
});

describe("a checkpoint", () => {
  it("restores a fold that goes on exactly as the one it was taken from", () => {
    const at = (s: number, v: number) => [T0 + s * SECOND, v] as const;
    const first = [
      counter([at(0, 10), at(10, 25)]),
      gauge("server_count", [at(3, 9)]),
      gauge("x_unknown", [at(3, 9)]),
    ];
    const second = [counter([at(5, 12), at(20, 30)]), gauge("server_count", [at(8, 11), at(23, 12)])];
    const original = newFold();
    original.advance(T0);
    send(original, first, T0 + 12 * SECOND);
    original.take();
    const restored = newFold();
    restoreCheckpoint(restored, encodeCheckpoint(original));
    for (const fold of [original, restored]) {
      send(fold, second, T0 + 25 * SECOND);
      fold.advance(T0 + 41 * SECOND);
    }
    const pick = (fold: Fold) =>
      rowsOf(fold, T0 + 41 * SECOND)
        .map((r) => [r.tier.name, r.metric, r.service, r.windowMs, r.sum, r.count].join())
        .sort();
    const expected = pick(original);
    expect(expected.length).toBeGreaterThan(10);
    expect(pick(restored)).toEqual(expected);
  });
});
