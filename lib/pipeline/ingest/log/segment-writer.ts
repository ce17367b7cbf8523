import { join } from "node:path";

import type { SegmentFile, SegmentFiles } from "./segment-files";
import { segmentName } from "./segment-name";

/** The segment being written. After its first rejection it is spent: `abandon` it and create another. */
export class SegmentWriter {
  /** Bytes of acknowledged records. */
  acknowledgedBytes = 0;

  private constructor(
    readonly path: string,
    readonly firstSequence: number,
    private readonly file: SegmentFile,
  ) {}

  /** Creates the file and makes its name durable; leaves nothing behind when that fails, if it can. */
  static async create(dir: string, firstSequence: number, files: SegmentFiles): Promise<SegmentWriter> {
    const path = join(dir, segmentName(firstSequence));
    const writer = new SegmentWriter(path, firstSequence, await files.create(path));
    try {
      await files.syncDirectory(dir);
    } catch (error) {
      await writer.abandon();
      throw error;
    }
    return writer;
  }

  /** Appends and makes durable, all or nothing as far as anybody is told. Rejects with the system's error. */
  async append(buffers: readonly Buffer[], bytes: number): Promise<void> {
    await writeAll(this.file, buffers, bytes);
    await this.file.datasync();
    this.acknowledgedBytes += bytes;
  }

  /**
   * Gives the file up after a failure: cuts what was not acknowledged and closes it. Best effort on a sick disk;
   * what stays behind is superseded by the name of the next segment.
   */
  async abandon(): Promise<void> {
    await this.file.truncate(this.acknowledgedBytes).catch(ignore);
    await this.close();
  }

  /** Everything acknowledged is on the disk already, so an error in closing loses nothing. */
  async close(): Promise<void> {
    await this.file.close().catch(ignore);
  }
}

/** The system may write less than asked (a signal, an almost full disk): goes on behind what it took. */
async function writeAll(file: SegmentFile, buffers: readonly Buffer[], bytes: number): Promise<void> {
  let written = await file.writev(buffers);
  if (written === bytes) return;
  const whole = Buffer.concat(buffers);
  while (written < bytes) {
    const more = await file.writev([whole.subarray(written)]);
    if (more === 0) throw new Error("The disk took no more bytes of the write-ahead log.");
    written += more;
  }
}

function ignore(): void {}
