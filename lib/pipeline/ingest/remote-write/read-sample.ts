import type { SeriesColumns } from "./series-columns";
import { fieldOf, type WireReader } from "@/lib/pipeline/ingest/body/wire-reader";

const VALUE_TAG = 0x09;
const TIMESTAMP_TAG = 0x10;
const START_TIMESTAMP_TAG = 0x18;
const DOUBLE_BYTES = 8;
const WORD_BYTES = 4;

/**
 * Reads one Sample message into the columns. Version 1.0 has two fields, 2.0 a third, its start; what later versions add is
 * passed over.
 */
export function readSample(
  reader: WireReader,
  end: number,
  columns: SeriesColumns,
  lastKnownField: 2 | 3,
): void {
  let timeMs = 0;
  let startMs = 0;
  let lowWord = 0;
  let highWord = 0;
  const { bytes } = reader;
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === VALUE_TAG) {
      const at = reader.pos;
      reader.advance(DOUBLE_BYTES, end);
      lowWord = wordAt(bytes, at);
      highWord = wordAt(bytes, at + WORD_BYTES);
    } else if (tag === TIMESTAMP_TAG) timeMs = reader.signed(end);
    else if (tag === START_TIMESTAMP_TAG && lastKnownField === 3) startMs = reader.signed(end);
    else skipUnknown(reader, tag, end, lastKnownField);
  }
  columns.addSample(timeMs, startMs, lowWord, highWord);
}

/** Fields that later versions may add are passed over; a known field of another type is not this protocol. */
export function skipUnknown(reader: WireReader, tag: number, end: number, lastKnownField: number): void {
  if (fieldOf(tag) <= lastKnownField) reader.fail(`field ${fieldOf(tag)} has the wrong type`);
  reader.skip(tag, end);
}

/** Little-endian; by hand, as it is inlined where Buffer's own method is not. */
function wordAt(bytes: Buffer, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
