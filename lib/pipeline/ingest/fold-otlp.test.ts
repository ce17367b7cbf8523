import { describe, expect, it } from "vitest";
import { DEFAULT_ADMISSION_LIMITS } from "./admission/admission";
import { readLabels } from "./decode-record";
import { nanos, newFold, rowsOf, sendOtlp, sendRemoteWrite, T0_MS, tenSecond } from "./fold.fixture";
import { decodeRemoteWrite } from "./remote-write/decode-remote-write";
import { LOGGED_LIMITS } from "./remote-write/request-limits";
import type { OtlpJson } from "./otlp/otlp-request.fixture";
import { ByteWriter } from "@/lib/domain/byte-codec";
import { SECOND_MS } from "@/lib/domain/window";
import type { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import { encodeWriteRequest, type TestSeries } from "@/lib/testing/remote-write-body";

const CUMULATIVE = 2;
const DELTA = 1;
const NAME = "http.server.request.duration";
const AT_MS = T0_MS + 200 * SECOND_MS;

interface Point {
  readonly second: number;
  /** Seconds after T0; absent: unknown. */
  readonly start?: number;
  readonly counts: readonly number[];
}

const stamps = ({ second, start }: Point) => ({
  timeUnixNano: nanos(second),
  ...(start === undefined ? {} : { startTimeUnixNano: nanos(start) }),
});
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

function explicit(points: readonly Point[], temporality = CUMULATIVE, bounds = [0.1, 0.2]): OtlpJson {
  const dataPoints = points.map((point) => ({
    ...stamps(point),
    count: total(point.counts),
    sum: total(point.counts) / 10,
    explicitBounds: bounds,
    bucketCounts: point.counts,
  }));
  return { name: NAME, histogram: { aggregationTemporality: temporality, dataPoints } };
}

/** Buckets from 2^offset seconds on; `counts` at the grid of `scale`. */
function exponential(point: Point & { scale: number; offset: number }): OtlpJson {
  const { scale, offset, counts } = point;
  const one = {
    ...stamps(point),
    count: total(counts),
    sum: 1,
    scale,
    positive: { offset, bucketCounts: counts },
  };
  return { name: NAME, exponentialHistogram: { aggregationTemporality: CUMULATIVE, dataPoints: [one] } };
}

function counter(
  points: readonly { second: number; start?: number; value: number }[],
  temporality = CUMULATIVE,
) {
  const dataPoints = points.map((point) => ({ ...stamps({ ...point, counts: [] }), asInt: point.value }));
  return {
    name: "http_requests_total",
    sum: { isMonotonic: true, aggregationTemporality: temporality, dataPoints },
  };
}

const gauge = (
  name: string,
  samples: TestSeries["samples"],
  labels: Record<string, string> = {},
): TestSeries => ({
  labels: { __name__: name, region: "r", service: "s", ...labels },
  samples,
});
const at = (second: number) => T0_MS + second * SECOND_MS;

function latency(fold: Fold): [second: number, count: number, upTo100Ms: number][] {
  return rowsOf(fold, AT_MS)
    .filter((row) => row.tier.name === "10s" && row.metric === "latency" && row.service === "s")
    .map((row): [number, number, number] => [
      (row.windowMs - T0_MS) / SECOND_MS,
      row.count,
      Math.round(row.histogram!.countAtOrBelow(100) * 1e6) / 1e6,
    ])
    .filter(([, count]) => count !== 0)
    .sort((a, b) => a[0] - b[0]);
}

function foldAll(...metrics: OtlpJson[]): Fold {
  const fold = newFold();
  for (const metric of metrics) sendOtlp(fold, [metric], AT_MS);
  return fold;
}

describe("cumulative histograms", () => {
  it.each<[string, Point[], [number, number, number][]]>([
    [
      "a first point counts when its measurement began just before",
      [{ second: 5, start: -60, counts: [3, 1, 0] }],
      [[0, 4, 3]],
    ],
    ["a first point of an old measurement does not", [{ second: 5, start: -3_600, counts: [3, 1, 0] }], []],
    ["nor does one of unknown age", [{ second: 5, counts: [3, 1, 0] }], []],
    [
      "later points count their increase",
      [{ second: 5, counts: [3, 1, 0] }, { second: 15, counts: [5, 2, 0] }], // prettier-ignore
      [[10, 3, 2]],
    ],
    [
      "a new start is a restart, though nothing fell",
      [{ second: 5, start: -999, counts: [3, 1, 0] }, { second: 15, start: 7, counts: [5, 2, 0] }], // prettier-ignore
      [[10, 7, 5]],
    ],
    [
      "a start corrected without a restart is none",
      [{ second: 5, start: -999, counts: [3, 1, 0] }, { second: 15, start: -998, counts: [5, 2, 0] }], // prettier-ignore
      [[10, 3, 2]],
    ],
    [
      "a count that fell is a restart",
      [{ second: 5, counts: [3, 1, 0] }, { second: 15, counts: [1, 0, 0] }], // prettier-ignore
      [[10, 1, 1]],
    ],
    [
      "a bucket that fell is a restart, though the count grew",
      [{ second: 5, counts: [3, 1, 0] }, { second: 15, counts: [1, 9, 0] }], // prettier-ignore
      [[10, 10, 1]],
    ],
    [
      "a late point splits the increase between its neighbours",
      [{ second: 5, counts: [0, 0, 0] }, { second: 25, counts: [9, 3, 0] }, { second: 15, counts: [4, 0, 0] }], // prettier-ignore
      [[10, 4, 4], [20, 8, 5]], // prettier-ignore
    ],
    [
      "the same point again counts nothing",
      [{ second: 5, counts: [0, 0, 0] }, { second: 15, counts: [4, 0, 0] }, { second: 15, counts: [4, 0, 0] }], // prettier-ignore
      [[10, 4, 4]],
    ],
  ])("%s", (_, points, expected) => {
    expect(latency(foldAll(...points.map((point) => explicit([point]))))).toEqual(expected);
  });

  it("new bounds begin anew, and both layouts stay in one histogram", () => {
    const fold = foldAll(
      explicit([{ second: 1, counts: [0, 0, 0] }]),
      explicit([{ second: 3, counts: [2, 2, 0] }]),
      explicit([{ second: 5, counts: [1, 0, 0, 4] }], CUMULATIVE, [0.05, 0.1, 0.5]),
    );
    const [row] = rowsOf(fold, AT_MS).filter((r) => r.metric === "latency" && r.tier.name === "10s");
    expect([row!.count, row!.histogram!.count]).toEqual([9, 9]);
    expect(row!.histogram!.interpolated).toBe(true);
  });

  it("without buckets count their increase too", () => {
    const point = (second: number, count: number) => ({
      name: NAME,
      histogram: {
        aggregationTemporality: CUMULATIVE,
        dataPoints: [{ timeUnixNano: nanos(second), count, sum: count / 4 }],
      },
    });
    const rows = rowsOf(foldAll(point(5, 100), point(15, 104)), AT_MS);
    expect(tenSecond(rows, "latency")).toEqual([[10, 1_000, 4]]);
    expect(tenSecond(rows, "requests")).toEqual([[10, 4, 1]]);
  });

  it("of delta temporality count as they are, in any order", () => {
    const points = [{ second: 25, counts: [1, 0, 0] }, { second: 5, counts: [3, 1, 0] }, { second: 8, counts: [0, 2, 0] }]; // prettier-ignore
    const fold = foldAll(...points.map((point) => explicit([point], DELTA)));
    expect(latency(fold)).toEqual([[0, 6, 3], [20, 1, 1]]); // prettier-ignore
  });

  it("may change their scale from 7 to 5 between points: buckets nest, so that is no restart", () => {
    // 10 values just above 0.5 s and 6 just above 1 s at scale 7; then 4 and 1 more of them at scale 5.
    const at7 = new Array<number>(129).fill(0);
    at7[0] = 10;
    at7[128] = 6;
    const at5 = new Array<number>(33).fill(0);
    at5[0] = 14;
    at5[32] = 7;
    const fold = foldAll(
      exponential({ second: 5, scale: 7, offset: -128, counts: at7 }),
      exponential({ second: 15, scale: 5, offset: -32, counts: at5 }),
    );
    const [row] = rowsOf(fold, AT_MS).filter((r) => r.metric === "latency" && r.tier.name === "10s");
    expect([row!.count, row!.histogram!.count]).toEqual([5, 5]);
    expect(row!.histogram!.countAtOrBelow(900)).toBe(4);
    expect(row!.histogram!.interpolated).toBe(false);
  });
});

describe("counters of OTLP", () => {
  const requests = (fold: Fold) =>
    tenSecond(rowsOf(fold, AT_MS), "requests").map(([second, sum]) => [second, sum]);

  it("count from 0 when their measurement began just before", () => {
    expect(requests(foldAll(counter([{ second: 5, start: -10, value: 8 }])))).toEqual([[0, 8]]);
    expect(requests(foldAll(counter([{ second: 5, start: -3_600, value: 8 }])))).toEqual([]);
  });

  it("restart by their start time, and a late point of the life before keeps to it", () => {
    const fold = foldAll(
      counter([{ second: 0, start: -3_600, value: 100 }]),
      counter([{ second: 20, start: 15, value: 150 }]),
      counter([{ second: 10, start: -3_600, value: 110 }]),
    );
    expect(requests(fold)).toEqual([[10, 10], [20, 150]]); // prettier-ignore
  });

  it("of delta temporality add up", () => {
    const fold = foldAll(
      counter([{ second: 12, value: 3 }], DELTA),
      counter([{ second: 5, value: 4 }], DELTA),
    );
    expect(requests(fold)).toEqual([[0, 4], [10, 3]]); // prettier-ignore
  });
});

describe("a histogram's count stands in for a counter of requests", () => {
  const points = (seconds: readonly number[]) =>
    seconds.map((second) => explicit([{ second, counts: [second, 0, 0] }]));
  const requests = (fold: Fold) =>
    tenSecond(rowsOf(fold, AT_MS), "requests").map(([second, sum]) => [second, sum]);

  it("where there is none", () => {
    expect(requests(foldAll(...points([5, 15, 25])))).toEqual([[10, 10], [20, 10]]); // prettier-ignore
  });

  it("not where there is one", () => {
    const fold = foldAll(counter([{ second: 4, value: 0 }]), ...points([5, 15, 25]));
    expect(requests(fold)).toEqual([]);
  });

  it("only until one appears", () => {
    const fold = foldAll(...points([5, 15]));
    sendOtlp(fold, [counter([{ second: 16, value: 1_000 }])], AT_MS);
    for (const point of points([25, 35])) sendOtlp(fold, [point], AT_MS);
    sendOtlp(fold, [counter([{ second: 36, value: 1_007 }])], AT_MS);
    expect(requests(fold)).toEqual([[10, 10], [30, 7]]); // prettier-ignore
  });
});

describe("machines", () => {
  it("network: bytes moved ÷ what the line could have moved in both directions", () => {
    const fold = newFold();
    const device = { device: "eth0", service: "" };
    // A line of 1,000 B/s, sampled twice, 10 s apart; 4,000 B in and 1,000 B out in between.
    sendRemoteWrite(
      fold,
      [
        gauge("node_network_speed_bytes", [[at(2), 1_000], [at(12), 1_000]], device), // prettier-ignore
        gauge("node_network_receive_bytes_total", [[at(2), 0], [at(12), 4_000]], device), // prettier-ignore
        gauge("node_network_transmit_bytes_total", [[at(2), 7], [at(12), 1_007]], device), // prettier-ignore
      ],
      at(13),
    );
    const [[second, sum, count]] = tenSecond(rowsOf(fold, at(13)), "network", null) as [
      [number, number, number],
    ];
    expect([second, sum / count]).toEqual([10, 0.25]);
  });

  it("network: a line of unknown speed says nothing", () => {
    const fold = newFold();
    sendRemoteWrite(fold, [gauge("node_network_speed_bytes", [[at(2), -1], [at(12), -1]], { device: "eth0" })], at(13)); // prettier-ignore
    expect(tenSecond(rowsOf(fold, at(13)), "network")).toEqual([]);
  });

  it("cpu: busy seconds ÷ all seconds, over all cores and modes", () => {
    const fold = newFold();
    const mode = (name: string, cpu: string, seconds: number) =>
      gauge("node_cpu_seconds_total", [[at(2), 100], [at(12), 100 + seconds]], { mode: name, cpu }); // prettier-ignore
    sendRemoteWrite(
      fold,
      [mode("idle", "0", 4), mode("user", "0", 5), mode("system", "0", 1), mode("idle", "1", 8), mode("iowait", "1", 2), mode("guest", "1", 2)], // prettier-ignore
      at(13),
    );
    const [[second, sum, count]] = tenSecond(rowsOf(fold, at(13)), "cpu") as [[number, number, number]];
    expect([second, sum, count]).toEqual([10, 8, 20]);
    expect(sum / count).toBe(0.4);
  });
});

describe("hostile series cost nobody else anything", () => {
  const good = (second: number, value: number) => gauge("http_requests_total", [[at(second), value]]);

  it("labels that are not UTF-8 refuse their series alone", () => {
    const fold = newFold();
    sendRemoteWrite(fold, [good(1, 1)], at(2));
    const bad: TestSeries = { labels: { __name__: "bad", region: "r", x: "????" }, samples: [[at(1), 1]] };
    const raw = encodeWriteRequest([bad, good(5, 4)]);
    raw.fill(0xff, raw.indexOf("????"), raw.indexOf("????") + 4);
    const meta = { keyId: "k", demo: false, protocol: "remote-write", receivedAtMs: at(6) };
    const outcome = fold.foldBatch(decodeRemoteWrite(raw), meta);
    expect([...outcome.refused]).toEqual([["invalid-labels", 1]]);
    expect(outcome.folded).toBe(1);
    expect(tenSecond(rowsOf(fold, at(6)), "requests")[0]!.slice(0, 2)).toEqual([0, 3]);
  });

  it("a million labels are refused without being read", () => {
    const fold = newFold();
    const label = Buffer.from([0x0a, 0x05, 0x0a, 0x01, 0x61, 0x12, 0x00]);
    const sample = Buffer.from([0x12, 0x02, 0x10, 0x01]);
    const series = Buffer.concat([Buffer.alloc(1_000_000 * label.length, label), sample]);
    const out = new ByteWriter();
    out.byte(0x0a);
    out.bytes(series);
    expect(() => decodeRemoteWrite(out.toBuffer())).toThrow(/more than 10000 labels/);
    const batch = decodeRemoteWrite(out.toBuffer(), LOGGED_LIMITS);
    const meta = { keyId: "k", demo: false, protocol: "remote-write", receivedAtMs: at(2) };
    expect([...fold.foldBatch(batch, meta).refused]).toEqual([["too-many-labels", 1]]);
    expect(fold.table.size).toBe(0);
    // Reading ends with the first one that is too many.
    const { maxLabels } = DEFAULT_ADMISSION_LIMITS;
    const read = readLabels(batch.bytes, batch.identityStart[0]!, batch.identityEnd[0]!, maxLabels);
    expect(read).toHaveLength(maxLabels + 1);
  });

  it("a histogram of endless buckets is cut off", () => {
    const fold = newFold();
    const buckets = Array.from({ length: 3_000 }, (_, n) =>
      gauge("http_request_duration_seconds_bucket", [[at(1), 1]], { le: String(n) }),
    );
    const startMs = performance.now();
    const outcome = sendRemoteWrite(fold, buckets, at(2));
    expect(outcome.folded).toBe(500);
    expect([...outcome.refused]).toEqual([["invalid-histogram", 2_500]]);
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });
});
