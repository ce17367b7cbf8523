import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { decodeRemoteWrite } from "./decode-remote-write";
import { readRemoteWriteLabels } from "./read-remote-write-labels";
import { encodeWriteRequest } from "./remote-write-request.fixture";

const RUNS = 3_000;
const BIG_BODY_BYTES = 4_000_000;
const QUICK_MS = 2_000;

const good = encodeWriteRequest(
  Array.from({ length: 12 }, (_, i) => ({
    labels: { __name__: "node_cpu_seconds_total", cpu: String(i), mode: "idle", région: "eu" },
    samples: [{ value: i * 1.5, timestamp: 1_790_000_000_000 + i }],
    histograms: [{ countInt: 4, sum: 2, timestamp: 1 }],
  })),
);

/** Decodes, checks what the batch promises, reads all labels; only a refusal may be thrown. */
function decodeOrRefuse(raw: Buffer): void {
  try {
    const batch = decodeRemoteWrite(raw);
    expect(batch.firstSample[batch.seriesCount]).toBe(batch.values.length);
    for (let i = 0; i < batch.seriesCount; i++) {
      expect(batch.firstSample[i]).toBeLessThan(batch.firstSample[i + 1]);
      expect(batch.identityStart[i]).toBeLessThanOrEqual(batch.identityEnd[i]);
      expect(batch.identityEnd[i]).toBeLessThanOrEqual(batch.bytes.length);
      readRemoteWriteLabels(batch.bytes, batch.identityStart[i], batch.identityEnd[i]);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

describe("a damaged remote_write body is decoded or refused, nothing else", () => {
  it("of random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => decodeOrRefuse(Buffer.from(junk))),
      { numRuns: RUNS },
    );
  });

  it("cut off anywhere", () => {
    for (let length = 0; length < good.length; length++) decodeOrRefuse(good.subarray(0, length));
  });

  it("with flipped bits", () => {
    const flip = fc.tuple(fc.nat(good.length - 1), fc.nat(7));
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 6 }), (flips) => {
        const damaged = Buffer.from(good);
        for (const [at, bit] of flips) damaged[at] ^= 1 << bit;
        decodeOrRefuse(damaged);
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ["empty series", Buffer.from([0x0a, 0x00])],
    ["empty samples", Buffer.from([0x0a, 0x02, 0x12, 0x00])],
    ["labels in pieces", Buffer.from([0x0a, 0x06, 0x0a, 0x00, 0x12, 0x00, 0x0a, 0x00])],
  ])("quickly, when it is made of %s", (_, piece) => {
    const startedMs = performance.now();
    decodeOrRefuseColumns(Buffer.alloc(BIG_BODY_BYTES - (BIG_BODY_BYTES % piece.length), piece));
    expect(performance.now() - startedMs).toBeLessThan(QUICK_MS);
  });
});

/** Without the per-series checks, whose own time would be measured. */
function decodeOrRefuseColumns(raw: Buffer): void {
  try {
    const batch = decodeRemoteWrite(raw);
    expect(batch.firstSample[batch.seriesCount]).toBe(batch.values.length);
  } catch (error) {
    expect(error).toMatchObject({ code: "too-large" });
  }
}
