import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { Instrument, type SampleBatch } from "@/lib/domain/sample";
import { isStaleMarker } from "@/lib/domain/stale-marker";
import { decodeRemoteWrite } from "./decode-remote-write";
import { decodeRemoteWrite2 } from "./decode-remote-write-2";
import { readRemoteWriteLabels } from "./read-remote-write-labels";
import { encodeMessage2, encodeWriteRequest2, type RequestSeries2 } from "./remote-write-2-request.fixture";
import { LOGGED_LIMITS } from "./request-limits";
import { encodeWriteRequest } from "./remote-write-request.fixture";

const T = 1_790_000_000_000;
const RUNS = 2_000;
const MEBIBYTE = 1024 * 1024;

const labelsOf = (batch: SampleBatch, i: number) =>
  Object.fromEntries(readRemoteWriteLabels(batch.bytes, batch.identityStart[i], batch.identityEnd[i]));
const identityOf = (batch: SampleBatch, i: number) =>
  batch.bytes.subarray(batch.identityStart[i], batch.identityEnd[i]).toString("hex");
const identitiesOf = (batch: SampleBatch) =>
  Array.from({ length: batch.seriesCount }, (_, i) => identityOf(batch, i));

const up: RequestSeries2 = { labels: { __name__: "up", job: "node" }, samples: [{ value: 1, timestamp: T }] };
const histogram = {
  countInt: 6,
  sum: 9,
  schema: 0,
  zeroCountInt: 1,
  positiveSpans: [{ offset: 0, length: 2 }],
  positiveDeltas: [2, 1],
  timestamp: T,
};

describe("decodeRemoteWrite2", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
  const series = fc.record({
    labels: fc.dictionary(
      text.filter((name) => name !== "__proto__" && name !== "__replica__"),
      text,
      { minKeys: 1, maxKeys: 6, noNullPrototype: true },
    ),
    samples: fc.array(fc.record({ value: fc.double(), timestamp: fc.maxSafeInteger() }), {
      minLength: 1,
      maxLength: 20,
    }),
  });

  it("reads any request, and gives each series the identity that version 1.0 gives it", () => {
    fc.assert(
      fc.property(fc.array(series, { maxLength: 20 }), (request) => {
        const [one, two] = [
          decodeRemoteWrite(encodeWriteRequest(request)),
          decodeRemoteWrite2(encodeWriteRequest2(request)),
        ];
        expect(identitiesOf(two)).toEqual(identitiesOf(one));
        expect(two.values).toEqual(one.values);
        expect(two.timesMs).toEqual(one.timesMs);
        expect(two.firstSample).toEqual(one.firstSample);
      }),
    );
  });

  it("leaves a pair's replica out of the identity, in both versions", () => {
    const labels = { __name__: "up", __replica__: "a", cluster: "eu", job: "node" };
    const { __replica__, ...kept } = labels;
    const plain = identitiesOf(decodeRemoteWrite2(encodeWriteRequest2([{ ...up, labels: kept }])));
    const samples = [{ value: 1, timestamp: T }];
    const other = { labels: { __name__: "other" }, samples };
    for (const batch of [
      decodeRemoteWrite(encodeWriteRequest([other, { labels, samples }, other])),
      decodeRemoteWrite2(encodeWriteRequest2([other, { labels, samples }, other])),
    ]) {
      expect(identityOf(batch, 1)).toBe(plain[0]);
      expect(labelsOf(batch, 0)).toEqual(other.labels);
      expect(identityOf(batch, 2)).toBe(identityOf(batch, 0));
      expect(batch.replicas).toEqual({
        pairs: [{ cluster: "eu", replica: __replica__ }],
        ofSeries: Int32Array.of(-1, 0, -1),
      });
    }
  });

  it.each<Record<string, string>>([
    { __name__: "up", __replica__: "a" },
    { __name__: "up", __replica__: "", cluster: "eu" },
  ])("takes %j for no pair", (labels) => {
    for (const batch of [
      decodeRemoteWrite(encodeWriteRequest([{ labels, samples: [{ value: 1, timestamp: T }] }])),
      decodeRemoteWrite2(encodeWriteRequest2([{ ...up, labels }])),
    ]) {
      expect(batch.replicas).toBeNull();
      expect(labelsOf(batch, 0)).toEqual(labels);
    }
  });

  it("reads starts, of each sample and, of earlier senders, of the series", () => {
    const samples = [
      { value: 1, timestamp: T, startTimestamp: T - 5 },
      { value: 2, timestamp: T + 1 },
    ];
    const starts = (of: Partial<RequestSeries2>) => [
      ...(decodeRemoteWrite2(encodeWriteRequest2([up, { ...up, ...of }])).startsMs ?? []),
    ];
    expect(starts({ samples })).toEqual([0, T - 5, 0]);
    expect(starts({ samples, createdTimestamp: T - 9 })).toEqual([0, T - 5, T - 9]);
    expect(decodeRemoteWrite2(encodeWriteRequest2([up])).startsMs).toBeNull();
  });

  it("takes the metadata's type for the instrument", () => {
    const batch = decodeRemoteWrite2(
      encodeWriteRequest2([up, ...[0, 1, 2, 3, 5, 7].map((type) => ({ ...up, type }))]),
    );
    const { untyped, counterCumulative, gauge } = Instrument;
    expect([...batch.instrument]).toEqual([
      untyped,
      untyped,
      counterCumulative,
      gauge,
      untyped,
      untyped,
      untyped,
    ]);
  });

  it("keeps native histograms and single values of a series apart, and counts those it cannot use", () => {
    const mixed = {
      ...up,
      histograms: [histogram, { ...histogram, resetHint: 3 }, { ...histogram, countInt: 1 }],
    };
    const batch = decodeRemoteWrite2(encodeWriteRequest2([mixed, up]));
    expect([...batch.instrument]).toEqual([
      Instrument.untyped,
      Instrument.histogramCumulative,
      Instrument.untyped,
    ]);
    expect(new Set(identitiesOf(batch)).size).toBe(1);
    expect(batch.histograms).toEqual([
      null,
      {
        count: 6,
        sum: 9,
        explicit: null,
        exponential: { scale: 0, offset: -1, counts: [2, 3], zeroCount: 1 },
      },
      null,
    ]);
    expect(batch.refused).toEqual(
      new Map([
        ["native-histogram-unsupported", 1],
        ["invalid-histogram", 1],
      ]),
    );
  });

  it("takes a histogram whose sum is the stale marker for the end of the series", () => {
    const stale = Buffer.alloc(8);
    stale.writeBigUInt64LE(0x7ff0000000000002n);
    const body = encodeWriteRequest2([{ labels: up.labels, histograms: [{ ...histogram, sum: 1234.5 }] }]);
    const marked = Buffer.from(body);
    const sum = Buffer.alloc(8);
    sum.writeDoubleLE(1234.5);
    stale.copy(marked, body.indexOf(sum));
    const batch = decodeRemoteWrite2(marked);
    expect([batch.seriesCount, isStaleMarker(batch.values, 0), batch.histograms]).toEqual([1, true, null]);
  });

  it("reads symbols behind the series, and references that are not packed", () => {
    const [head, tail] = [
      encodeMessage2({ symbols: ["", "a", "b"] }),
      Buffer.from([0x2a, 8, 0x08, 1, 0x08, 2, 0x12, 2, 0x10, 7]),
    ];
    const batch = decodeRemoteWrite2(Buffer.concat([tail, head]));
    expect([labelsOf(batch, 0), [...batch.timesMs]]).toEqual([{ a: "b" }, [7]]);
  });

  const oneSample = [{ value: 1, timestamp: 1 }];
  it.each([
    [
      "a reference past the symbols",
      { symbols: ["", "a"], timeseries: [{ labelsRefs: [1, 2], samples: oneSample }] },
    ],
    ["references without symbols", { timeseries: [{ labelsRefs: [0, 0], samples: oneSample }] }],
    ["a name without a value", { symbols: ["", "a"], timeseries: [{ labelsRefs: [1], samples: oneSample }] }],
    [
      "a first symbol that is not empty",
      { symbols: ["a", "b"], timeseries: [{ labelsRefs: [0, 1], samples: oneSample }] },
    ],
  ])("refuses %s", (_, request) => {
    expect(() => decodeRemoteWrite2(encodeMessage2(request))).toThrow(
      expect.objectContaining({ code: "bad-request", publicText: expect.stringMatching(/at byte \d+/) }),
    );
  });

  it("refuses a request of version 1.0", () => {
    const body = encodeWriteRequest([{ labels: up.labels, samples: oneSample }]);
    expect(() => decodeRemoteWrite2(body)).toThrow(expect.objectContaining({ code: "bad-request" }));
  });
});

describe("memory", () => {
  const symbols = ["", "a", "x".repeat(2_000)];
  it.each([
    [
      "a long symbol that many series use",
      {
        symbols,
        timeseries: Array(20_000).fill({ labelsRefs: [1, 2], samples: [{ value: 1, timestamp: 1 }] }),
      },
    ],
    [
      "histograms of nothing",
      { symbols, timeseries: [{ labelsRefs: [1, 2], histograms: Array(200_000).fill({}) }] },
    ],
    [
      "histograms of buckets far apart",
      {
        symbols,
        timeseries: [
          {
            labelsRefs: [1, 2],
            histograms: Array(20_000).fill({
              ...histogram,
              countInt: 2,
              zeroCountInt: 0,
              schema: 8,
              positiveSpans: [
                { offset: -200_000, length: 1 },
                { offset: 400_000, length: 1 },
              ],
              positiveDeltas: [1, 0],
            }),
          },
        ],
      },
    ],
    ["a million empty symbols", { symbols: Array(1_000_000).fill("") }],
  ])("refuses %s", (_, request) => {
    const body = encodeMessage2(request);
    expect(body.length).toBeLessThan(16 * MEBIBYTE);
    expect(() => decodeRemoteWrite2(body)).toThrow(expect.objectContaining({ code: "too-large" }));
  });

  it("refuses a series of more labels than are looked at, unless the log has it", () => {
    const labels = Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`l${n}`, "x"]));
    const body = encodeWriteRequest2([{ ...up, labels }]);
    expect(() => decodeRemoteWrite2(body)).toThrow(/more than 10000 labels/);
    expect(decodeRemoteWrite2(body, LOGGED_LIMITS).seriesCount).toBe(1);
  });

  it("keeps no more labels than tell that there are too many", () => {
    const refs = Array.from({ length: 2_000_000 }, (_, i) => 1 + (i % 2));
    const batch = decodeRemoteWrite2(
      encodeMessage2({
        symbols: ["", "a", "b"],
        timeseries: [{ labelsRefs: refs, samples: [{ value: 1, timestamp: 1 }] }],
      }),
      LOGGED_LIMITS,
    );
    expect(batch.bytes.length).toBeLessThan(10_000);
    expect(readRemoteWriteLabels(batch.bytes, 0, batch.bytes.length, 64).length).toBe(65);
  });
});

describe("a damaged remote_write 2.0 body is decoded or refused, nothing else", () => {
  const good = encodeWriteRequest2(
    Array.from({ length: 8 }, (_, i) => ({
      labels: { __name__: "cpu", __replica__: "a", cluster: "région", cpu: String(i) },
      samples: [{ value: i * 1.5, timestamp: T + i, startTimestamp: T }],
      histograms: [histogram],
      type: 1,
    })),
  );
  const decodeOrRefuse = (raw: Buffer) => {
    try {
      const batch = decodeRemoteWrite2(raw);
      for (let i = 0; i < batch.seriesCount; i++)
        readRemoteWriteLabels(batch.bytes, batch.identityStart[i], batch.identityEnd[i]);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  };

  it("cut off anywhere", () => {
    for (let length = 0; length < good.length; length++) decodeOrRefuse(good.subarray(0, length));
  });

  it("with flipped bits, or random", () => {
    const flip = fc.tuple(fc.nat(good.length - 1), fc.nat(7));
    fc.assert(
      fc.property(
        fc.array(flip, { minLength: 1, maxLength: 6 }),
        fc.uint8Array({ maxLength: 300 }),
        (flips, junk) => {
          const damaged = Buffer.from(good);
          for (const [at, bit] of flips) damaged[at] ^= 1 << bit;
          decodeOrRefuse(damaged);
          decodeOrRefuse(Buffer.from(junk));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
