import { mkdir } from "node:fs/promises";
import { basename } from "node:path";

import { GroupCommitter } from "./group-committer";
import type { LogDamage } from "./log-damage";
import { LogFailedError, LogFullError } from "./log-errors";
import { RECORD_HEADER_BYTES } from "./record-codec";
import { nodeSegmentFiles, type SegmentFiles } from "./segment-files";
import { SegmentList, findSegments, type FinishedSegment } from "./segment-list";
import { readSegment, type LogRecord } from "./segment-reader";

const MEBIBYTE = 1024 * 1024;
const DEFAULT_SEGMENT_BYTES = 64 * MEBIBYTE;
const DEFAULT_MAX_WAITING_BYTES = 256 * MEBIBYTE;
/** Only whole finished segments can be deleted, so one must never be most of the log. */
const MIN_SEGMENTS = 4;
/** Records of an earlier, more generous configuration stay readable up to here. */
const READABLE_PAYLOAD_BYTES = 64 * MEBIBYTE;

export interface LogOptions {
  /** Created when missing. The caller holds its lock (`lockLogDirectory`). */
  readonly dir: string;
  /** The first sequence ever, when the directory holds no segment; at least 1. */
  readonly firstSequence?: number;
  /** Sequences given out are greater than this one, whatever the directory holds. */
  readonly sequenceFloor?: number;
  /** All files together never exceed this. At least twice `maxRecordBytes`. */
  readonly maxBytes: number;
  /** A segment that reaches this is followed by another; at most a quarter of `maxBytes`. */
  readonly segmentBytes?: number;
  /** The longest record, with its header. */
  readonly maxRecordBytes: number;
  /** The most that may wait in memory for a slow disk. */
  readonly maxWaitingBytes?: number;
  /** Called for every finding, during `replay`. */
  readonly onDamage?: (damage: LogDamage) => void;
  readonly files?: SegmentFiles;
}

/** A write-ahead log: what it acknowledged is there after a crash at any instant. */
export interface Log {
  /**
   * Appends one record, `parts` one after the other (which must not change until then). Resolves with its sequence
   * once it is durable, in the order of sequences. Rejects with `LogFullError` (nothing kept), `LogFailedError`
   * (the disk refused, or the log is closed; never acknowledged later; the next append tries a new segment)
   * or RangeError (longer than `maxRecordBytes`).
   */
  append(parts: readonly Buffer[]): Promise<number>;
  /** The records earlier processes left whose sequence is greater, in order. Meant for the start, before appends. */
  replay(fromSequenceExclusive: number): AsyncIterable<LogRecord>;
  /** Deletes finished segments that hold nothing later than `sequence`. Rejects with the system's error. */
  deleteThrough(sequence: number): Promise<void>;
  /** Bytes in the files. */
  sizeBytes(): number;
  /** The newest acknowledged sequence; before the first append the one that it will follow. */
  lastSequence(): number;
  /** Refuses further appends, waits for those under way. */
  close(): Promise<void>;
}

/** Opens the log in `dir`. Old files are only read; the first append starts a new segment. */
export async function openLog(options: LogOptions): Promise<Log> {
  const { dir, maxBytes, maxRecordBytes, files = nodeSegmentFiles } = options;
  if (maxRecordBytes * 2 > maxBytes) throw new RangeError("maxBytes must be at least twice maxRecordBytes.");
  await mkdir(dir, { recursive: true });
  const found = await findSegments(dir);
  const newestSequence = await findNewestSequence(found, maxRecordBytes);
  const segments = new SegmentList(dir, files);
  for (const segment of found) {
    segments.add({ ...segment, lastSequence: Math.min(segment.lastSequence, newestSequence ?? 0) });
  }
  const committer = new GroupCommitter({
    dir,
    files,
    segments,
    segmentBytes: Math.min(
      options.segmentBytes ?? DEFAULT_SEGMENT_BYTES,
      Math.floor(maxBytes / MIN_SEGMENTS),
    ),
    lastSequence: Math.max(newestSequence ?? (options.firstSequence ?? 1) - 1, options.sequenceFloor ?? 0),
  });
  return new SegmentedLog(options, found, segments, committer);
}

class SegmentedLog implements Log {
  private isClosed = false;

  constructor(
    private readonly options: LogOptions,
    private readonly found: readonly FinishedSegment[],
    private readonly segments: SegmentList,
    private readonly committer: GroupCommitter,
  ) {}

  async append(parts: readonly Buffer[]): Promise<number> {
    if (this.isClosed) throw new LogFailedError("The write-ahead log is closed.");
    const { maxBytes, maxRecordBytes, maxWaitingBytes = DEFAULT_MAX_WAITING_BYTES } = this.options;
    const bytes = parts.reduce((sum, part) => sum + part.length, RECORD_HEADER_BYTES);
    if (bytes > maxRecordBytes)
      throw new RangeError(`A log record of ${bytes} bytes exceeds ${maxRecordBytes}.`);
    const { waitingBytes } = this.committer;
    if (this.sizeBytes() + waitingBytes + bytes > maxBytes) throw new LogFullError("files", maxBytes);
    if (waitingBytes + bytes > maxWaitingBytes) throw new LogFullError("queue", maxWaitingBytes);
    return this.committer.append(parts, bytes);
  }

  async *replay(fromSequenceExclusive: number): AsyncGenerator<LogRecord> {
    for (const [index, segment] of this.found.entries()) {
      const isGone = !this.segments.all().some(({ path }) => path === segment.path);
      if (isGone || segment.lastSequence <= fromSequenceExclusive) continue;
      const source = toRead(segment, this.found[index + 1] ?? null, this.options.maxRecordBytes);
      for await (const record of readSegment(source, this.options.onDamage ?? (() => {}))) {
        if (record.sequence > fromSequenceExclusive) yield record;
      }
    }
  }

  deleteThrough(sequence: number): Promise<void> {
    return this.segments.deleteThrough(sequence);
  }

  sizeBytes(): number {
    return this.segments.bytes + this.committer.activeBytes;
  }

  lastSequence(): number {
    return this.committer.lastSequence;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.committer.close();
  }
}

/**
 * The newest sequence the files may have given out; null when there are none. At least the newest file's first one,
 * even if no record of it can be read: neither that sequence nor that file's name is used again.
 */
async function findNewestSequence(
  found: readonly FinishedSegment[],
  maxRecordBytes: number,
): Promise<number | null> {
  const newest = found.at(-1);
  if (newest === undefined) return null;
  let sequence = newest.firstSequence;
  // Damage is reported by replay, which reads this file again.
  for await (const record of readSegment(toRead(newest, null, maxRecordBytes), () => {})) {
    sequence = record.sequence;
  }
  return sequence;
}

function toRead(segment: FinishedSegment, next: FinishedSegment | null, maxRecordBytes: number) {
  return {
    path: segment.path,
    name: basename(segment.path),
    firstSequence: segment.firstSequence,
    nextFirstSequence: next?.firstSequence ?? null,
    maxPayloadBytes: Math.max(maxRecordBytes, READABLE_PAYLOAD_BYTES),
  };
}
