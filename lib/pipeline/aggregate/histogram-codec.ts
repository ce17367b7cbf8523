import { ByteReader, ByteWriter } from "@/lib/domain/byte-codec";
import type { HistogramComponents } from "./histogram-components";

const VERSION = 1;
const INTEGERS = 0;
const DOUBLES = 1;

/**
 * `version · zero count · [exponential parts] · [classic parts]`. Counts are zigzag varints where all of a part's are
 * whole (the usual case), doubles otherwise; bucket indexes are deltas.
 */
export function encodeComponents(parts: HistogramComponents): Buffer {
  const out = new ByteWriter();
  out.byte(VERSION);
  out.double(parts.zeroCount);
  out.varint(parts.exponential.size);
  for (const part of parts.exponential.values()) {
    const entries = [...part.buckets].filter(([, count]) => count !== 0).sort(([a], [b]) => a - b);
    out.zigzag(part.scale);
    out.double(part.unitMs);
    out.varint(entries.length);
    let previous = 0;
    for (const [index] of entries) {
      out.zigzag(index - previous);
      previous = index;
    }
    writeCounts(
      out,
      entries.map(([, count]) => count),
    );
  }
  out.varint(parts.classic.size);
  for (const part of parts.classic.values()) {
    out.varint(part.boundsMs.length);
    for (const bound of part.boundsMs) out.double(bound);
    writeCounts(out, part.cumulative);
  }
  return out.toBuffer();
}

function writeCounts(out: ByteWriter, counts: readonly number[]): void {
  const whole = counts.every((count) => Number.isSafeInteger(count) && Math.abs(count) < 2 ** 51);
  out.byte(whole ? INTEGERS : DOUBLES);
  for (const count of counts) {
    if (whole) out.zigzag(count);
    else out.double(count);
  }
}

function readCounts(from: ByteReader, length: number): number[] {
  const whole = from.byte() === INTEGERS;
  return Array.from({ length }, () => (whole ? from.zigzag() : from.double()));
}

/** @throws RangeError on bytes of another version or that end early. */
export function decodeComponents(bytes: Uint8Array): HistogramComponents {
  const from = new ByteReader(bytes);
  if (from.byte() !== VERSION) throw new RangeError("Not a stored histogram of a known version.");
  const parts: HistogramComponents = { zeroCount: from.double(), exponential: new Map(), classic: new Map() };
  for (let left = from.varint(); left > 0; left--) {
    const scale = from.zigzag();
    const unitMs = from.double();
    const length = from.varint();
    let index = 0;
    const indexes = Array.from({ length }, () => (index += from.zigzag()));
    const counts = readCounts(from, length);
    const buckets = new Map(indexes.map((at, position) => [at, counts[position]!]));
    parts.exponential.set(`${scale}/${unitMs}`, { scale, unitMs, buckets });
  }
  for (let left = from.varint(); left > 0; left--) {
    const length = from.varint();
    const boundsMs = Array.from({ length }, () => from.double());
    parts.classic.set(boundsMs.join(","), { boundsMs, cumulative: readCounts(from, length) });
  }
  return parts;
}
