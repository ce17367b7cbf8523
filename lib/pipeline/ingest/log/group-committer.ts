import { join } from "node:path";

import { LogFailedError } from "./log-errors";
import { RECORD_HEADER_BYTES, encodeRecordHeader } from "./record-codec";
import type { SegmentFiles } from "./segment-files";
import type { SegmentList } from "./segment-list";
import { segmentName } from "./segment-name";
import { SegmentWriter } from "./segment-writer";

interface Waiting {
  readonly parts: readonly Buffer[];
  readonly bytes: number;
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: LogFailedError) => void;
}

/** Where and how the committer writes. */
export interface GroupCommitterOptions {
  readonly dir: string;
  readonly files: SegmentFiles;
  readonly segmentBytes: number;
  /** The sequence before the first one to give out. */
  readonly lastSequence: number;
  /** Receives the segments that are finished. */
  readonly segments: SegmentList;
}

/**
 * Makes records durable in groups: while one group is written and synced, the next gathers; there is no delay.
 * Sequences are given when a group is written, so they run without gaps through everything acknowledged.
 */
export class GroupCommitter {
  /** Bytes taken but neither acknowledged nor rejected yet. */
  waitingBytes = 0;
  /** The newest acknowledged sequence. */
  lastSequence: number;

  private waiting: Waiting[] = [];
  private active: SegmentWriter | null = null;
  /** A file without any acknowledged record that could not be deleted yet; its name is needed again. */
  private leftoverPath: string | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly options: GroupCommitterOptions) {
    this.lastSequence = options.lastSequence;
  }

  /** Bytes of acknowledged records in the segment being written. */
  get activeBytes(): number {
    return this.active?.acknowledgedBytes ?? 0;
  }

  /** `bytes` is the record's size with its header. Resolves in the order of calls. */
  append(parts: readonly Buffer[], bytes: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ parts, bytes, resolve, reject });
      this.waitingBytes += bytes;
      this.running ??= this.run();
    });
  }

  /** Waits for everything taken, then closes the segment. */
  async close(): Promise<void> {
    await this.running;
    await this.active?.close();
  }

  private async run(): Promise<void> {
    // Lets the appends of the same turn join the first group.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.commit(this.takeGroup());
    this.running = null;
  }

  /** Everything that waits, up to the record that fills the segment. */
  private takeGroup(): Waiting[] {
    let bytes = this.activeBytes;
    let count = 0;
    while (count < this.waiting.length && bytes < this.options.segmentBytes) {
      bytes += this.waiting[count].bytes;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    const bytes = group.reduce((sum, { bytes }) => sum + bytes, 0);
    const firstSequence = this.lastSequence + 1;
    try {
      this.active ??= await this.createSegment(firstSequence);
      await this.active.append(encodeGroup(group, firstSequence), bytes);
    } catch (cause) {
      await this.abandonSegment();
      this.waitingBytes -= bytes;
      const error = new LogFailedError("The write-ahead log could not be written.", { cause });
      for (const { reject } of group) reject(error);
      return;
    }
    this.waitingBytes -= bytes;
    this.lastSequence += group.length;
    group.forEach(({ resolve }, index) => resolve(firstSequence + index));
    if (this.activeBytes >= this.options.segmentBytes) await this.finishSegment();
  }

  private async createSegment(firstSequence: number): Promise<SegmentWriter> {
    const { dir, files } = this.options;
    if (this.leftoverPath !== null) {
      await files.remove(this.leftoverPath);
      this.leftoverPath = null;
    }
    try {
      return await SegmentWriter.create(dir, firstSequence, files);
    } catch (error) {
      // The name may exist by now. With EEXIST, though, the file is somebody else's: never delete that.
      const isForeign = (error as NodeJS.ErrnoException).code === "EEXIST";
      if (!isForeign) this.leftoverPath = join(dir, segmentName(firstSequence));
      throw error;
    }
  }

  /** After a failed write or sync nothing more may go into this file: the system may have dropped its pages. */
  private async abandonSegment(): Promise<void> {
    const segment = this.active;
    if (segment === null) return;
    this.active = null;
    await segment.abandon();
    if (segment.acknowledgedBytes > 0) {
      this.addToList(segment);
      return;
    }
    await this.options.files.remove(segment.path).catch(() => {
      this.leftoverPath = segment.path;
    });
  }

  private async finishSegment(): Promise<void> {
    const segment = this.active;
    if (segment === null) return;
    this.active = null;
    await segment.close();
    this.addToList(segment);
  }

  private addToList(segment: SegmentWriter): void {
    this.options.segments.add({
      path: segment.path,
      firstSequence: segment.firstSequence,
      lastSequence: this.lastSequence,
      bytes: segment.acknowledgedBytes,
    });
  }
}

function encodeGroup(group: readonly Waiting[], firstSequence: number): Buffer[] {
  const headers = Buffer.allocUnsafe(group.length * RECORD_HEADER_BYTES);
  const buffers: Buffer[] = [];
  group.forEach(({ parts }, index) => {
    const at = index * RECORD_HEADER_BYTES;
    encodeRecordHeader(headers, at, firstSequence + index, parts);
    buffers.push(headers.subarray(at, at + RECORD_HEADER_BYTES), ...parts);
  });
  return buffers;
}
