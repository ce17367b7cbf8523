import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeRemoteWrite } from "./decode-remote-write";
import { DOOR_LIMITS } from "./request-limits";
import type { SampleBatch } from "@/lib/domain/sample";
import { SeriesTable } from "@/lib/pipeline/aggregate/fold/series-table";
import { snappyDecompressBounded } from "@/lib/pipeline/ingest/body/snappy-decompress-bounded";
import { remoteWriteBody, type TestSeries } from "@/lib/testing/remote-write-body";

const NOW_MS = Date.UTC(2026, 10, 26);
const MAX_BYTES = 1 << 20;
const raw = (series: readonly TestSeries[]) => snappyDecompressBounded(remoteWriteBody(series), MAX_BYTES);

/** Values that are long or short, names that share their beginnings; now and then an unusual form. */
const usual = fc.record(
  {
    __name__: fc.constantFrom("up", "upper", "x".repeat(127)),
    a: fc.constantFrom("", "1", "12", "\u00e9"),
    cluster: fc.constantFrom("eu", "us"),
  },
  { requiredKeys: ["__name__"] },
);
const unusual = fc.record({
  __name__: fc.constantFrom("up", "x".repeat(200)),
  cluster: fc.constantFrom("eu", "us"),
  __replica__: fc.constantFrom("a", "b"),
});
const often = <T>(common: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 40, arbitrary: common }, { weight: 1, arbitrary: rare });
const time = often(fc.constantFrom(NOW_MS, NOW_MS + 15_000), fc.constantFrom(0, 1_000));
const sample = fc.tuple(time, fc.constantFrom(0, 1, -1.5, Infinity, NaN));
const samples = often(
  fc.array(sample, { minLength: 1, maxLength: 3 }),
  fc.constant<readonly [number, number][]>([]),
);
const series = fc.record({
  labels: often<Record<string, string>>(usual, unusual),
  samples,
});
const request = fc.array(series as fc.Arbitrary<TestSeries>, { maxLength: 12 });

function addAll(table: SeriesTable, { bytes, identityStart, identityEnd, seriesCount }: SampleBatch): void {
  for (let i = 0; i < seriesCount; i++)
    if (table.find(bytes, identityStart[i], identityEnd[i]) < 0)
      table.add(bytes, identityStart[i], identityEnd[i]);
}

it("what is known of earlier requests changes nothing about what is read", () => {
  let looked = 0;
  fc.assert(
    fc.property(fc.array(request, { maxLength: 6 }), (requests) => {
      const table = new SeriesTable();
      // Each is sent twice: senders repeat their order.
      for (const body of requests.flatMap((series) => [raw(series), raw(series)])) {
        const plain = decodeRemoteWrite(body);
        const { known, ...batch } = decodeRemoteWrite(body, DOOR_LIMITS, table);
        expect({ ...batch, known: null }).toEqual(plain);
        known!.series.forEach((series, i) => {
          if (series < 0) return;
          looked++;
          expect(table.find(batch.bytes, batch.identityStart[i], batch.identityEnd[i])).toBe(series);
        });
        addAll(table, plain);
      }
    }),
    { numRuns: 300 },
  );
  expect(looked).toBeGreaterThan(1_000);
});

it("a request that comes again is known series by series", () => {
  const body = raw(
    ["a", "b", "c"].map((a) => ({ labels: { __name__: "up", a }, samples: [[NOW_MS, 1]] as const })),
  );
  const table = new SeriesTable();
  addAll(table, decodeRemoteWrite(body));
  const { known } = decodeRemoteWrite(body, DOOR_LIMITS, table);
  expect(known!.of).toBe(table);
  expect([...known!.series]).toEqual([0, 1, 2]);
  expect(table.follow(0, body, 2, body.length)).toBe(-1); // other bytes than those of the one behind it
});
