import { open } from "node:fs/promises";

import { FileWindow } from "./file-window";
import type { LogDamage } from "./log-damage";
import { RECORD_HEADER_BYTES, decodeRecordHeader, decodeSequence, isIntactRecord } from "./record-codec";
import type { RecordHeader } from "./record-codec";
import { resync } from "./resync";

/** One record as it was appended. */
export interface LogRecord {
  readonly sequence: number;
  readonly payload: Buffer;
}

/** A segment to read, and what its neighbours' names say about it. */
export interface SegmentToRead {
  readonly path: string;
  readonly name: string;
  readonly firstSequence: number;
  /**
   * The next segment's first sequence, null for the newest. Records here with that sequence or a later one
   * were rejected when they were written (the log then went on in the next segment) and are not delivered.
   */
  readonly nextFirstSequence: number | null;
  /** Payloads longer than this are taken for a damaged length. */
  readonly maxPayloadBytes: number;
}

/** What one look at an offset gave, and where to look next. */
interface Step {
  readonly record: LogRecord | null;
  readonly damage: LogDamage | null;
  readonly offset: number;
  readonly expectedSequence: number;
}

/**
 * Reads one segment from its start, in order, about a mebibyte at a time. Damage is reported and stepped over:
 * every intact record behind it is still delivered, each sequence once and in rising order.
 * Rejects only when the file cannot be read.
 */
export async function* readSegment(
  segment: SegmentToRead,
  onDamage: (damage: LogDamage) => void,
): AsyncGenerator<LogRecord> {
  const handle = await open(segment.path, "r");
  try {
    const window = new FileWindow(handle, (await handle.stat()).size);
    let offset = 0;
    let expectedSequence = segment.firstSequence;
    while (offset < window.sizeBytes) {
      const step = await stepAt(window, segment, offset, expectedSequence);
      if (step.damage !== null) onDamage(step.damage);
      if (step.record !== null) yield step.record;
      ({ offset, expectedSequence } = step);
    }
  } finally {
    await handle.close();
  }
}

async function stepAt(
  window: FileWindow,
  segment: SegmentToRead,
  offset: number,
  expectedSequence: number,
): Promise<Step> {
  if (offset + RECORD_HEADER_BYTES > window.sizeBytes)
    return tornTail(window, segment, offset, expectedSequence);
  const header = decodeRecordHeader(await window.at(offset, RECORD_HEADER_BYTES));
  const end = offset + RECORD_HEADER_BYTES + header.payloadBytes;
  if (header.sequence === null || header.payloadBytes > segment.maxPayloadBytes || end > window.sizeBytes) {
    return stepOverDamage(window, segment, offset, header, expectedSequence);
  }
  const bytes = await window.at(offset, end - offset);
  if (!isIntactRecord(bytes)) return stepOverDamage(window, segment, offset, header, expectedSequence);
  const record = { sequence: header.sequence, payload: bytes.subarray(RECORD_HEADER_BYTES) };
  return stepOverRecord(segment, offset, record, expectedSequence);
}

function stepOverRecord(
  segment: SegmentToRead,
  offset: number,
  record: LogRecord,
  expectedSequence: number,
): Step {
  const { sequence, payload } = record;
  const next = offset + RECORD_HEADER_BYTES + payload.length;
  if (sequence < expectedSequence) {
    const damage = { kind: "repeated-record", segment: segment.name, offset, sequence } as const;
    return { record: null, damage, offset: next, expectedSequence };
  }
  const isRejected = sequence >= sequenceBelow(segment);
  return { record: isRejected ? null : record, damage: null, offset: next, expectedSequence: sequence + 1 };
}

async function stepOverDamage(
  window: FileWindow,
  segment: SegmentToRead,
  offset: number,
  header: RecordHeader,
  expectedSequence: number,
): Promise<Step> {
  const end = offset + RECORD_HEADER_BYTES + header.payloadBytes;
  const badRecord = { kind: "bad-record", segment: segment.name, offset } as const;
  if (await isFollowedBy(window, segment, end, expectedSequence + 1)) {
    const damage = { ...badRecord, sequence: expectedSequence };
    return { record: null, damage, offset: end, expectedSequence: expectedSequence + 1 };
  }
  const looksGenuine = header.sequence === expectedSequence && header.payloadBytes <= segment.maxPayloadBytes;
  const found = await resync(window, {
    offset,
    crc: header.crc,
    expectedSequence,
    sequenceBelow: sequenceBelow(segment),
    maxPayloadBytes: segment.maxPayloadBytes,
    mustProveEnd: looksGenuine && end >= window.sizeBytes,
  });
  if (found?.lengthAlone && header.sequence !== null && header.sequence >= expectedSequence) {
    const bytes = await window.at(offset, found.offset - offset);
    const record = { sequence: header.sequence, payload: bytes.subarray(RECORD_HEADER_BYTES) };
    const damage = { kind: "bad-length", segment: segment.name, offset, sequence: record.sequence } as const;
    return { ...stepOverRecord(segment, offset, record, expectedSequence), damage };
  }
  if (found !== null) {
    const damage = { ...badRecord, sequence: looksGenuine ? expectedSequence : null };
    return {
      record: null,
      damage,
      offset: found.offset,
      expectedSequence: found.sequence ?? expectedSequence,
    };
  }
  if (!looksGenuine || end !== window.sizeBytes) return tornTail(window, segment, offset, expectedSequence);
  const damage = { ...badRecord, sequence: expectedSequence };
  return { record: null, damage, offset: end, expectedSequence: expectedSequence + 1 };
}

/** Whether the record behind, here or in the next segment, confirms a damaged record's length. */
async function isFollowedBy(
  window: FileWindow,
  segment: SegmentToRead,
  end: number,
  sequence: number,
): Promise<boolean> {
  if (end === window.sizeBytes) return segment.nextFirstSequence === sequence;
  if (end + RECORD_HEADER_BYTES > window.sizeBytes) return false;
  return decodeSequence(await window.at(end, RECORD_HEADER_BYTES), 0) === sequence;
}

function tornTail(
  window: FileWindow,
  segment: SegmentToRead,
  offset: number,
  expectedSequence: number,
): Step {
  const bytes = window.sizeBytes - offset;
  const damage = { kind: "torn-tail", segment: segment.name, offset, bytes } as const;
  return { record: null, damage, offset: window.sizeBytes, expectedSequence };
}

function sequenceBelow(segment: SegmentToRead): number {
  return segment.nextFirstSequence ?? Infinity;
}
