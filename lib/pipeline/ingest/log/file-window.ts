import type { FileHandle } from "node:fs/promises";

/** Bytes asked of the disk at a time; a longer record is read whole. */
export const WINDOW_BYTES = 1024 * 1024;

/**
 * A moving view of a file that no longer changes: mostly forward reads, one buffer at a time.
 * Each move takes a fresh buffer, so bytes handed out earlier stay as they were.
 */
export class FileWindow {
  private held: Buffer = Buffer.alloc(0);
  private heldFrom = 0;

  constructor(
    private readonly handle: FileHandle,
    /** The file's size when it was opened. */
    readonly sizeBytes: number,
  ) {}

  /** Exactly `bytes` bytes from `offset`; the caller stays within `sizeBytes`. Rejects when the file got shorter. */
  async at(offset: number, bytes: number): Promise<Buffer> {
    if (offset < this.heldFrom || offset + bytes > this.heldFrom + this.held.length) {
      await this.moveTo(offset, Math.min(this.sizeBytes - offset, Math.max(bytes, WINDOW_BYTES)));
    }
    const from = offset - this.heldFrom;
    return this.held.subarray(from, from + bytes);
  }

  private async moveTo(offset: number, bytes: number): Promise<void> {
    const fresh = Buffer.allocUnsafe(bytes);
    let filled = 0;
    if (offset >= this.heldFrom && offset < this.heldFrom + this.held.length) {
      filled = this.held.copy(fresh, 0, offset - this.heldFrom);
    }
    while (filled < bytes) {
      const { bytesRead } = await this.handle.read(fresh, filled, bytes - filled, offset + filled);
      if (bytesRead === 0) throw new Error("A segment of the write-ahead log got shorter while it was read.");
      filled += bytesRead;
    }
    this.held = fresh;
    this.heldFrom = offset;
  }
}
