import { describe, expect, it } from "vitest";
import { decodeLoggedRecord, decodeRecord } from "./decode-record";
import { remoteWriteBody, type TestSeries } from "@/lib/testing/remote-write-body";

const NOW_MS = Date.UTC(2026, 10, 26);
const MEBIBYTE = 1024 * 1024;

const series = (labels: Record<string, string>, samples = 1): TestSeries => ({
  labels: { __name__: "up", ...labels },
  samples: Array.from({ length: samples }, (_, n) => [NOW_MS + n, 1] as const),
});
const labels = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`label_${n}`, "x"]));
const long = "x".repeat(1025);

describe("what a door of before let in is read from the log, though today's refuses it", () => {
  it.each<[string, TestSeries[], code: string, samples: number]>([
    ["12 MiB", [series({ padding: "x".repeat(12 * MEBIBYTE) })], "too-large", 1],
    ["250,001 samples", [series({}, 250_001)], "too-large", 250_001],
    ["10,001 labels", [series(labels(10_000))], "bad-request", 1],
    ["a cluster that is a text", [series({ cluster: long, __replica__: "a" })], "bad-request", 1],
    ["a replica that is a text", [series({ cluster: "eu", __replica__: long })], "bad-request", 1],
    ["101 pairs", Array.from({ length: 101 }, (_, n) => series({ cluster: "eu", __replica__: `${n}` })), "bad-request", 101],
  ])("%s", (_, sent, code, samples) => {
    const record = { protocol: "remote-write", gzip: false, body: remoteWriteBody(sent) } as const;
    expect(() => decodeRecord(record)).toThrow(expect.objectContaining({ code }));
    expect(decodeLoggedRecord(record).timesMs).toHaveLength(samples);
  }); // prettier-ignore

  it("but no more than 32 MiB", () => {
    const body = remoteWriteBody([series({ padding: "x".repeat(32 * MEBIBYTE) })]);
    const record = { protocol: "remote-write", gzip: false, body } as const;
    expect(() => decodeLoggedRecord(record)).toThrow(expect.objectContaining({ code: "too-large" }));
  });
});

it("counts a pair past the limits as none, with its replica in its identity", () => {
  const body = remoteWriteBody([
    series({ cluster: "eu", __replica__: "a" }),
    series({ cluster: "eu", __replica__: long }),
  ]);
  const batch = decodeLoggedRecord({ protocol: "remote-write", gzip: false, body });
  expect([...batch.replicas!.ofSeries]).toEqual([0, -1]);
  expect(batch.bytes.toString("latin1", batch.identityStart[1], batch.identityEnd[1])).toContain(long);
});
