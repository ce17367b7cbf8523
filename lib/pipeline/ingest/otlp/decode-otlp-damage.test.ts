import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { decodeOtlpJson } from "./decode-otlp-json";
import { decodeOtlpProtobuf } from "./decode-otlp-protobuf";
import { readOtlpLabels } from "./otlp-identity";
import {
  attribute,
  ENCODINGS,
  encodeJson,
  encodeProtobuf,
  type OtlpJson,
  requestOf,
} from "./otlp-request.fixture";

const RUNS = 1_500;
const QUICK_MS = 3_000;
const BODY_LIMIT_BYTES = 20 * 1024 * 1024;

const timeUnixNano = "1790000000123999999";
const attributes = [
  attribute("host.name", "wörker-1"),
  { key: "n", value: { arrayValue: { values: [{ intValue: 1 }] } } },
];
const point = { timeUnixNano, attributes, asDouble: 1.5, flags: 0 };
const request = requestOf(
  [
    { name: "g", unit: "1", gauge: { dataPoints: [point, { timeUnixNano, asInt: "3" }] } },
    { name: "s", sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [point] } },
    { name: "h", histogram: { dataPoints: [{ count: 3, explicitBounds: [1], bucketCounts: [2, 1] }] } },
    {
      name: "e",
      exponentialHistogram: { dataPoints: [{ count: 3, positive: { offset: 1, bucketCounts: [2, 1] } }] },
    },
    { name: "q", summary: { dataPoints: [{ count: 3, quantileValues: [{ quantile: 0.5, value: 1 }] }] } },
  ],
  attributes,
);

type Decode = (raw: Buffer) => ReturnType<typeof decodeOtlpJson>;

/** Decodes and reads all labels; only a refusal may be thrown. @returns the refusal's code. */
function decodeOrRefuse(decode: Decode, raw: Buffer): string | null {
  try {
    const batch = decode(raw);
    for (let i = 0; i < batch.seriesCount; i++)
      readOtlpLabels(batch.bytes, batch.identityStart[i], batch.identityEnd[i]);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
}

describe.each(ENCODINGS)(
  "a damaged OTLP body in $encoding is decoded or refused, nothing else",
  ({ encode, decode }) => {
    const good = encode(request);

    it("of random bytes", () => {
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 300 }),
          (junk) => void decodeOrRefuse(decode, Buffer.from(junk)),
        ),
        { numRuns: RUNS },
      );
    });

    it("cut off anywhere", () => {
      for (let length = 0; length < good.length; length++) decodeOrRefuse(decode, good.subarray(0, length));
    });

    it("with flipped bits", () => {
      const flip = fc.tuple(fc.nat(good.length - 1), fc.nat(7));
      fc.assert(
        fc.property(fc.array(flip, { minLength: 1, maxLength: 6 }), (flips) => {
          const damaged = Buffer.from(good);
          for (const [at, bit] of flips) damaged[at] ^= 1 << bit;
          decodeOrRefuse(decode, damaged);
        }),
        { numRuns: RUNS },
      );
    });
  },
);

describe("any JSON in any place of an OTLP request", () => {
  it("is decoded or refused, nothing else", () => {
    const paths = pathsOf(request);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const changed = structuredClone(request);
        const parent = path.slice(0, -1).reduce<OtlpJson>((node, key) => node[key] as OtlpJson, changed);
        parent[path[path.length - 1]] = value;
        decodeOrRefuse(decodeOtlpJson, encodeJson(changed));
      }),
      { numRuns: RUNS },
    );
  });
});

function pathsOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ]);
}

describe("a body that would take far more memory than its bytes", () => {
  const repeated = (piece: Buffer) =>
    Buffer.alloc(BODY_LIMIT_BYTES - (BODY_LIMIT_BYTES % piece.length), piece);
  const thousandPoints = Array.from({ length: 1_000 }, () => point);
  const wide = [attribute("text", "x".repeat(1_000_000))];

  it.each<[string, Decode, Buffer, string]>([
    ["empty resources", decodeOtlpProtobuf, repeated(Buffer.from([0x0a, 0x00])), "too-large"],
    ["empty objects", decodeOtlpJson, Buffer.from(`{"x":[{}${",{}".repeat(9_000_000)}]}`), "too-large"],
    ["lists in lists", decodeOtlpJson, Buffer.from(`{"x":${"[".repeat(1_000_000)}`), "bad-request"],
    [
      "a large resource with many points",
      decodeOtlpProtobuf,
      encodeProtobuf(requestOf([{ name: "g", gauge: { dataPoints: thousandPoints } }], wide)),
      "too-large",
    ],
    ["deep values", decodeOtlpJson, encodeJson(requestOf([], [deepAttribute(500)])), "bad-request"],
    ["deep messages", decodeOtlpProtobuf, deepMessages(5_000), "bad-request"],
  ])("is refused quickly: %s", (_, decode, raw, code) => {
    const startedMs = performance.now();
    expect(decodeOrRefuse(decode, raw)).toBe(code);
    expect(performance.now() - startedMs).toBeLessThan(QUICK_MS);
  });

  it("leaves room for 8,192 points with exponential histograms of 160 buckets", () => {
    const bucketCounts = Array.from({ length: 160 }, () => 300);
    const dataPoints = Array.from({ length: 8_192 }, () => ({
      count: 48_000,
      scale: 3,
      positive: { bucketCounts },
      attributes,
    }));
    const raw = encodeProtobuf(requestOf([{ name: "e", exponentialHistogram: { dataPoints } }], attributes));
    expect(decodeOtlpProtobuf(raw).seriesCount).toBe(8_192);
  });
});

function deepAttribute(depth: number): OtlpJson {
  let value: OtlpJson = { stringValue: "x" };
  for (let i = 0; i < depth; i++) value = { arrayValue: { values: [value] } };
  return { key: "deep", value };
}

/** An attribute of lists in lists, written inside out. */
function deepMessages(depth: number): Buffer {
  const wrap = (field: number, body: Buffer) => {
    const length = [];
    let rest = body.length;
    for (; rest >= 128; rest >>>= 7) length.push((rest & 127) | 128);
    return Buffer.concat([Buffer.from([field * 8 + 2, ...length, rest]), body]);
  };
  let value: Buffer = Buffer.alloc(0);
  for (let i = 0; i < depth; i++) value = wrap(5, wrap(1, value));
  return [2, 1, 1, 1].reduce((body, field) => wrap(field, body), value);
}
