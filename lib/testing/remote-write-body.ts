import snappy from "snappy";
import { ByteWriter } from "@/lib/domain/byte-codec";

export interface TestSeries {
  /** `__name__` among them; sorted here. */
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [timeMs: number, value: number | "stale"])[];
}

const TIMESERIES = 0x0a;
const LABELS = 0x0a;
const SAMPLES = 0x12;
/** Prometheus' stale marker, 0x7ff0000000000002, little-endian. */
const STALE_BYTES = [2, 0, 0, 0, 0, 0, 0xf0, 0x7f];

/** A plain (not compressed) remote_write 1.0 request. */
export function encodeWriteRequest(series: readonly TestSeries[]): Buffer {
  const out = new ByteWriter();
  for (const { labels, samples } of series) {
    const one = new ByteWriter();
    for (const name of Object.keys(labels).sort()) {
      const label = new ByteWriter();
      label.byte(0x0a);
      label.string(name);
      label.byte(0x12);
      label.string(labels[name]!);
      one.byte(LABELS);
      one.bytes(label.toBuffer());
    }
    for (const [timeMs, value] of samples) {
      const sample = new ByteWriter();
      sample.byte(0x09);
      // By its bytes: a NaN that passes through a JavaScript number may lose its bit pattern.
      if (value === "stale") for (const byte of STALE_BYTES) sample.byte(byte);
      else sample.double(value);
      sample.byte(0x10);
      sample.varint(timeMs);
      one.byte(SAMPLES);
      one.bytes(sample.toBuffer());
    }
    out.byte(TIMESERIES);
    out.bytes(one.toBuffer());
  }
  return out.toBuffer();
}

/** The same as a sender sends it. */
export function remoteWriteBody(series: readonly TestSeries[]): Buffer {
  return snappy.compressSync(encodeWriteRequest(series));
}
