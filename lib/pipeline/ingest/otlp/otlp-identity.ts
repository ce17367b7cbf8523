import type { InstrumentCode, Label, ReadLabels } from "@/lib/domain/sample";
import { isUtf8 } from "node:buffer";
import { WireReader } from "@/lib/pipeline/ingest/body/wire-reader";
import { AppError } from "@/lib/platform/errors";

/** First byte of an OTLP identity; one of remote_write begins with 0x0a. */
const IDENTITY_MARK = 0x01;
const HEADER_BYTES = 2;
const FIRST_CAPACITY_BYTES = 64 * 1024;
/**
 * Every point repeats its resource's attributes here, so a small request could claim any amount. 8,192 points of 500 bytes
 * of labels take 4 MB.
 */
const MAX_IDENTITY_BYTES = 64 * 1024 * 1024;
const VARINT_MAX_BYTES = 5;
const CONTINUES = 0x80;
const LOW_SEVEN = 0x7f;
const BITS_PER_BYTE = 7;

/**
 * Writes identities side by side: the mark, the instrument (a stream of OTLP's data model is identified by its kind too, so
 * a counter that turns into a gauge is another series), then name and value of each label, each after its length.
 */
export class IdentityWriter {
  private bytes = Buffer.allocUnsafe(FIRST_CAPACITY_BYTES);
  length = 0;

  /** @param labels sorted by name, so that equal series have equal bytes. */
  write(instrument: InstrumentCode, labels: readonly Label[]): void {
    this.reserve(HEADER_BYTES);
    this.bytes[this.length++] = IDENTITY_MARK;
    this.bytes[this.length++] = instrument;
    for (const [name, value] of labels) {
      this.text(name);
      this.text(value);
    }
  }

  take(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private text(text: string): void {
    const byteLength = Buffer.byteLength(text);
    this.reserve(VARINT_MAX_BYTES + byteLength);
    let rest = byteLength;
    for (; rest >= CONTINUES; rest >>>= BITS_PER_BYTE)
      this.bytes[this.length++] = (rest & LOW_SEVEN) | CONTINUES;
    this.bytes[this.length++] = rest;
    this.length += this.bytes.write(text, this.length, "utf8");
  }

  private reserve(more: number): void {
    const needed = this.length + more;
    if (needed > MAX_IDENTITY_BYTES)
      throw new AppError(
        "too-large",
        `The labels of the request's points add up to more than ${MAX_IDENTITY_BYTES} bytes; send it in smaller batches.`,
      );
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}

/**
 * The labels of identity bytes of the OTLP decoders, sorted by name.
 * @throws AppError bad-request where they are not such bytes.
 */
export const readOtlpLabels: ReadLabels = (bytes, start, end, maxLabels = Infinity) => {
  const reader = new WireReader(bytes, "OTLP series identity", start);
  if (end - start < HEADER_BYTES || bytes[start] !== IDENTITY_MARK) reader.fail("another kind of identity");
  reader.advance(HEADER_BYTES, end);
  const labels: Label[] = [];
  while (reader.pos < end && labels.length <= maxLabels) {
    const name = readText(reader, end);
    labels.push([name, readText(reader, end)]);
  }
  return labels;
};

function readText(reader: WireReader, end: number): string {
  const textEnd = reader.endOfLength(end);
  const text = reader.bytes.subarray(reader.pos, textEnd);
  if (!isUtf8(text)) reader.fail("text that is not UTF-8");
  reader.pos = textEnd;
  return text.toString("utf8");
}
