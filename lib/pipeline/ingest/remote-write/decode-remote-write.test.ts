import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SampleBatch } from "@/lib/domain/sample";
import { Instrument } from "@/lib/domain/sample";
import { isStaleMarker } from "@/lib/domain/stale-marker";
import { decodeRemoteWrite } from "./decode-remote-write";
import { readRemoteWriteLabels } from "./read-remote-write-labels";
import { encodeWriteRequest, type RequestSeries } from "./remote-write-request.fixture";

function seriesOf(batch: SampleBatch): RequestSeries[] {
  return Array.from({ length: batch.seriesCount }, (_, i) => {
    const labels = readRemoteWriteLabels(batch.bytes, batch.identityStart[i], batch.identityEnd[i]);
    const samples: RequestSeries["samples"] = [];
    for (let s = batch.firstSample[i]; s < batch.firstSample[i + 1]; s++)
      samples.push({ value: batch.values[s], timestamp: batch.timesMs[s] });
    return { labels: Object.fromEntries(labels), samples };
  });
}
function identityOf(batch: SampleBatch, i: number): string {
  return batch.bytes.subarray(batch.identityStart[i], batch.identityEnd[i]).toString("hex");
}

const up: RequestSeries = {
  labels: { __name__: "up", job: "node" },
  samples: [{ value: 1, timestamp: 1_790_000_000_000 }],
};

// Pieces of the wire, by hand: what no library would send.
const bytes = (field: number, ...content: (number | Buffer)[]) => {
  const body = Buffer.concat(content.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from([part]))));
  return Buffer.concat([Buffer.from([field * 8 + 2, body.length]), body]);
};
const label = (name: string, value: string) =>
  bytes(1, bytes(1, Buffer.from(name)), bytes(2, Buffer.from(value)));
const sample = (timestamp: number) => bytes(2, 0x10, timestamp);
const doubleBits = (high: number, low: number) => {
  const value = Buffer.alloc(9, 0x09);
  value.writeUInt32LE(low, 1);
  value.writeUInt32LE(high, 5);
  return bytes(2, value);
};

describe("decodeRemoteWrite", () => {
  it("gives back any request that prometheus' own messages can hold", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 12 });
    const series = fc.record({
      labels: fc.dictionary(
        text.filter((name) => name !== "__proto__"),
        text,
        { maxKeys: 6, noNullPrototype: true },
      ),
      samples: fc.array(fc.record({ value: fc.double(), timestamp: fc.maxSafeInteger() }), {
        minLength: 1,
        maxLength: 40,
      }),
    });
    fc.assert(
      fc.property(fc.array(series, { maxLength: 30 }), (request) => {
        expect(seriesOf(decodeRemoteWrite(encodeWriteRequest(request)))).toEqual(request);
      }),
    );
  });

  it("says nothing that remote_write 1.0 does not say", () => {
    const batch = decodeRemoteWrite(encodeWriteRequest([up]));
    expect([...batch.instrument]).toEqual([Instrument.untyped]);
    expect(batch).toMatchObject({ startsMs: null, histograms: null, refused: new Map() });
    expect(decodeRemoteWrite(Buffer.alloc(0)).seriesCount).toBe(0);
  });

  it("passes over metadata and exemplars, and counts histograms that contradict themselves", () => {
    const exemplars = [{ labels: [{ name: "trace_id", value: "a" }], value: 1, timestamp: 5 }];
    const histograms = [1, 2, 3].map((timestamp) => ({ countInt: 4, sum: 2, timestamp }));
    const native = { labels: { __name__: "h" }, samples: [], histograms };
    const metadata = [{ type: 1, metricFamilyName: "up", help: "Whether it is up" }];
    const batch = decodeRemoteWrite(encodeWriteRequest([native, { ...up, exemplars, histograms }], metadata));
    expect(seriesOf(batch)).toEqual([up]);
    expect(batch.refused).toEqual(new Map([["invalid-histogram", 6]]));
  });

  it("keeps the bits of NaNs, so that the stale marker is told from others", () => {
    const batch = decodeRemoteWrite(
      bytes(
        1,
        label("__name__", "a"),
        doubleBits(0x7ff00000, 2),
        doubleBits(0x7ff80000, 1),
        doubleBits(0x7ff80000, 2),
      ),
    );
    expect([...batch.values]).toEqual([NaN, NaN, NaN]);
    expect([0, 1, 2].map((i) => isStaleMarker(batch.values, i))).toEqual([true, false, false]);
  });

  it("keeps them when the columns grow", () => {
    const many = Array.from({ length: 40 }, () => Buffer.from([0x12, 0x00]));
    const batch = decodeRemoteWrite(bytes(1, label("__name__", "a"), doubleBits(0x7ff00000, 2), ...many));
    expect(batch.values.length).toBe(41);
    expect(isStaleMarker(batch.values, 0)).toBe(true);
  });

  it.each([-1, -62_135_596_800_000, Number.MIN_SAFE_INTEGER, 0, Number.MAX_SAFE_INTEGER])(
    "reads the time %d",
    (timestamp) => {
      const batch = decodeRemoteWrite(encodeWriteRequest([{ ...up, samples: [{ value: 1, timestamp }] }]));
      expect([...batch.timesMs]).toEqual([timestamp]);
    },
  );

  it("identifies a series by its labels, wherever they stand and whatever stands between", () => {
    const [a, b] = [label("__name__", "up"), label("job", "node")];
    const later = bytes(9, Buffer.from("a field of a later version"));
    const overlong = Buffer.concat([Buffer.from([0x8a, 0x00]), a.subarray(1)]);
    const batch = decodeRemoteWrite(
      Buffer.concat([
        bytes(1, a, b, sample(1)),
        bytes(1, sample(2), a, b),
        bytes(1, a, sample(3), b),
        bytes(1, a, later, b, sample(4)),
        bytes(1, overlong, b, sample(5)),
        later,
      ]),
    );
    expect(new Set([0, 1, 2, 3, 4].map((i) => identityOf(batch, i)))).toEqual(
      new Set([Buffer.concat([a, b]).toString("hex")]),
    );
    expect([...batch.timesMs]).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    ["a series longer than the body", Buffer.from([0x0a, 5, 0])],
    ["a label longer than its series", bytes(1, 0x0a, 5, 0x0a, 0)],
    ["a name longer than its label", bytes(1, bytes(1, 0x0a, 9, 0x61), sample(1))],
    ["a sample whose value is cut off", bytes(1, bytes(2, 0x09, 1, 2, 3))],
    ["a time that is cut off", bytes(1, bytes(2, 0x10, 0x80))],
    ["a time of more than 64 bits", bytes(1, bytes(2, 0x10, Buffer.alloc(9, 0xff), 2))],
    ["a number without an end", bytes(1, bytes(2, 0x10, Buffer.alloc(20, 0xff)))],
    ["a negative length", Buffer.concat([Buffer.from([0x0a]), Buffer.alloc(9, 0xff), Buffer.from([1])])],
    ["a length of gigabytes", Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    ["a group", bytes(1, 0x2b, 0x2c)],
    ["the end of a group", Buffer.from([0x2c])],
    ["a wire type that does not exist", Buffer.from([0x2e, 0])],
    ["field 0", Buffer.from([0x02, 0])],
    ["a series that is a number", Buffer.from([0x08, 1])],
    ["labels that are numbers", bytes(1, 0x08, 1)],
    ["text", Buffer.from("this is not protobuf at all")],
  ])("refuses %s", (_, raw) => {
    expect(() => decodeRemoteWrite(raw)).toThrow(
      expect.objectContaining({ code: "bad-request", publicText: expect.stringMatching(/at byte \d+/) }),
    );
  });
});

describe("readRemoteWriteLabels", () => {
  it.each([
    ["text that is not UTF-8", label("a", "b").fill(0xff, 7)],
    ["something other than a label", sample(1)],
    ["a label that is cut off", label("a", "b").subarray(0, 5)],
  ])("refuses %s", (_, identity) => {
    expect(() => readRemoteWriteLabels(identity, 0, identity.length)).toThrow(
      expect.objectContaining({ code: "bad-request" }),
    );
  });
});
