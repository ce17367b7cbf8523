import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import type { SegmentFiles } from "./segment-files";
import { firstSequenceOf, segmentName } from "./segment-name";

/** A segment that is no longer written. */
export interface FinishedSegment {
  readonly path: string;
  readonly firstSequence: number;
  /** No record in it that counts has a later sequence. */
  readonly lastSequence: number;
  readonly bytes: number;
}

/** The finished segments, oldest first. */
export class SegmentList {
  /** Bytes of all of them. */
  bytes = 0;

  private segments: FinishedSegment[] = [];

  constructor(
    private readonly dir: string,
    private readonly files: SegmentFiles,
  ) {}

  /** The segments at this moment, oldest first. */
  all(): readonly FinishedSegment[] {
    return this.segments;
  }

  /** Adds the newest. */
  add(segment: FinishedSegment): void {
    this.segments = [...this.segments, segment];
    this.bytes += segment.bytes;
  }

  /** Deletes the segments whose records all have this sequence or an earlier one; rejects with the system's error. */
  async deleteThrough(sequence: number): Promise<void> {
    const spent = this.segments.filter(({ lastSequence }) => lastSequence <= sequence);
    if (spent.length === 0) return;
    for (const segment of spent) {
      await this.files.remove(segment.path);
      this.forget(segment);
    }
    await this.files.syncDirectory(this.dir);
  }

  private forget(segment: FinishedSegment): void {
    // A second deletion may have run meanwhile.
    if (!this.segments.includes(segment)) return;
    this.segments = this.segments.filter((other) => other !== segment);
    this.bytes -= segment.bytes;
  }
}

/** The segments an earlier process left in `dir`, oldest first. The newest one's `lastSequence` is not known yet. */
export async function findSegments(dir: string): Promise<FinishedSegment[]> {
  const names = (await readdir(dir)).sort();
  const starts = names.map(firstSequenceOf).filter((sequence) => sequence !== null);
  return Promise.all(
    starts.map(async (firstSequence, index) => {
      const path = join(dir, segmentName(firstSequence));
      const lastSequence = (starts[index + 1] ?? Infinity) - 1;
      return { path, firstSequence, lastSequence, bytes: (await stat(path)).size };
    }),
  );
}
