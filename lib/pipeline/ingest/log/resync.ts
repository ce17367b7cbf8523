import { crc32 } from "node:zlib";

import { WINDOW_BYTES, type FileWindow } from "./file-window";
import { CRC_COVERS_FROM, RECORD_HEADER_BYTES, decodeSequence, isIntactRecord } from "./record-codec";

/** Where the reader lost the thread, and what it knows of the records behind. */
export interface ResyncFrom {
  /** Where the damaged record starts. */
  readonly offset: number;
  /** The crc its header states. */
  readonly crc: number;
  /** The sequence the damaged record should have. */
  readonly expectedSequence: number;
  /** Sequences from here on belong to later segments. */
  readonly sequenceBelow: number;
  readonly maxPayloadBytes: number;
  /**
   * The header looks genuine and the record reaches the file's end: most likely a torn tail, full of bytes a sender
   * chose. Then a record inside it counts only if the crc proves that the damaged record ends right there; otherwise
   * a sender could plant records of other senders in the body of a request and wait for a crash.
   */
  readonly mustProveEnd: boolean;
}

/** Where reading goes on. */
export interface ResyncFound {
  /** The next record's start, or the file's end. */
  readonly offset: number;
  /** The sequence found there; null at the file's end. */
  readonly sequence: number | null;
  /** The crc proves that the damaged record ends at `offset`: only its length was wrong. */
  readonly lengthAlone: boolean;
}

/**
 * Scans forward for the next record: a plausible sequence, a length within the file, and a matching crc.
 * Sequences run without gaps inside a segment and a record takes at least its header, so a plausible one
 * exceeds the expected one by no more than the headers that fit in between. Null when nothing follows.
 */
export async function resync(window: FileWindow, from: ResyncFrom): Promise<ResyncFound | null> {
  const end = new EndProof(window, from);
  const lastStart = window.sizeBytes - RECORD_HEADER_BYTES;
  let offset = from.offset + 1;
  while (offset <= lastStart) {
    const chunk = await window.at(offset, Math.min(WINDOW_BYTES, window.sizeBytes - offset));
    const index = indexOfPlausibleHeader(chunk, offset, window.sizeBytes, from);
    if (index === null) {
      offset += chunk.length - RECORD_HEADER_BYTES + 1;
      continue;
    }
    offset += index;
    const sequence = decodeSequence(chunk, index);
    // The cheap proof goes first: it is one running crc, however many headers a sender planted.
    const lengthAlone = await end.isAt(offset);
    if (lengthAlone || !from.mustProveEnd) {
      const record = await window.at(offset, RECORD_HEADER_BYTES + chunk.readUInt32LE(index));
      if (isIntactRecord(record)) return { offset, sequence, lengthAlone };
    }
    offset += 1;
  }
  const endsWithFile = await end.isAt(window.sizeBytes);
  return endsWithFile ? { offset: window.sizeBytes, sequence: null, lengthAlone: true } : null;
}

function indexOfPlausibleHeader(
  chunk: Buffer,
  chunkOffset: number,
  fileBytes: number,
  from: ResyncFrom,
): number | null {
  for (let index = 0; index + RECORD_HEADER_BYTES <= chunk.length; index += 1) {
    const sequence = decodeSequence(chunk, index);
    if (sequence === null || sequence < from.expectedSequence || sequence >= from.sequenceBelow) continue;
    const start = chunkOffset + index;
    const fitBetween = Math.floor((start - from.offset) / RECORD_HEADER_BYTES);
    if (sequence > from.expectedSequence + fitBetween) continue;
    const payloadBytes = chunk.readUInt32LE(index);
    if (payloadBytes > from.maxPayloadBytes) continue;
    if (start + RECORD_HEADER_BYTES + payloadBytes <= fileBytes) return index;
  }
  return null;
}

/** Asks, for ever later offsets, whether the damaged record's own crc says that it ends there. */
class EndProof {
  private crc = 0;
  private reached: number;

  constructor(
    private readonly window: FileWindow,
    private readonly from: ResyncFrom,
  ) {
    this.reached = from.offset + CRC_COVERS_FROM;
  }

  async isAt(offset: number): Promise<boolean> {
    if (offset < this.from.offset + RECORD_HEADER_BYTES) return false;
    while (this.reached < offset) {
      const bytes = await this.window.at(this.reached, Math.min(WINDOW_BYTES, offset - this.reached));
      this.crc = crc32(bytes, this.crc);
      this.reached += bytes.length;
    }
    return this.crc === this.from.crc;
  }
}
