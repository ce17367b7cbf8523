import { open, unlink } from "node:fs/promises";

/** A segment open for writing. Every method rejects with the system's error. */
export interface SegmentFile {
  /** Writes at the end; resolves with the bytes written, which may be fewer than given. */
  writev(buffers: readonly Buffer[]): Promise<number>;
  /** Resolves once everything written is on the disk (fdatasync). */
  datasync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
}

/** What the log's writing side asks of the file system; a test hands in one that fails. */
export interface SegmentFiles {
  /** Creates the file; rejects with EEXIST when it is there already. */
  create(path: string): Promise<SegmentFile>;
  /** Deletes the file; one that is not there is no error. */
  remove(path: string): Promise<void>;
  /** Makes created and deleted names durable. */
  syncDirectory(dir: string): Promise<void>;
}

/** The real file system. */
export const nodeSegmentFiles: SegmentFiles = {
  async create(path) {
    const handle = await open(path, "wx");
    return {
      writev: async (buffers) => (await handle.writev(buffers)).bytesWritten,
      datasync: () => handle.datasync(),
      truncate: (bytes) => handle.truncate(bytes),
      close: () => handle.close(),
    };
  },
  async remove(path) {
    await unlink(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
  },
  async syncDirectory(dir) {
    // Windows opens no directories; NTFS journals names by itself.
    if (process.platform === "win32") return;
    const handle = await open(dir, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
