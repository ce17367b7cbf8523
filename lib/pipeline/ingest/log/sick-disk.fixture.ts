import { rm, stat, truncate } from "node:fs/promises";

import { nodeSegmentFiles, type SegmentFile, type SegmentFiles } from "./segment-files";

type Operation = "create" | "writev" | "datasync" | "truncate" | "remove" | "syncDirectory";

/** A real disk that can be told to fail, to take only part of a write, to stall, and to lose power. */
export class SickDisk implements SegmentFiles {
  /** Operations that reject with EIO for now. */
  readonly failing = new Set<Operation>();
  /** The most bytes one writev takes. */
  writeAtMostBytes = Infinity;
  /** What each datasync waits for. */
  beforeSync: () => Promise<void> = async () => {};
  syncs = 0;

  /** Bytes of each file that would survive a power loss; null while its name would not. */
  private readonly durableBytes = new Map<string, number | null>();

  async create(path: string): Promise<SegmentFile> {
    this.failIf("create");
    const file = await nodeSegmentFiles.create(path);
    this.durableBytes.set(path, null);
    return {
      writev: (buffers) => this.write(file, buffers),
      datasync: () => this.sync(file, path),
      truncate: async (bytes) => {
        this.failIf("truncate");
        await file.truncate(bytes);
      },
      close: () => file.close(),
    };
  }

  async remove(path: string): Promise<void> {
    this.failIf("remove");
    await nodeSegmentFiles.remove(path);
  }

  async syncDirectory(dir: string): Promise<void> {
    this.failIf("syncDirectory");
    await nodeSegmentFiles.syncDirectory(dir);
    for (const [path, bytes] of this.durableBytes) this.durableBytes.set(path, bytes ?? 0);
  }

  /** Takes away everything that was never synced. */
  async losePower(): Promise<void> {
    for (const [path, bytes] of this.durableBytes) {
      if (bytes === null) await rm(path, { force: true });
      else await truncate(path, bytes).catch(() => {});
    }
  }

  private async write(file: SegmentFile, buffers: readonly Buffer[]): Promise<number> {
    const whole = Buffer.concat(buffers);
    if (this.failing.has("writev")) {
      // As a full disk does: part of it is there, then the error.
      await file.writev([whole.subarray(0, Math.floor(whole.length / 2))]);
      this.failIf("writev");
    }
    return file.writev([whole.subarray(0, Math.min(whole.length, this.writeAtMostBytes))]);
  }

  private async sync(file: SegmentFile, path: string): Promise<void> {
    this.syncs += 1;
    const { size } = await stat(path);
    await this.beforeSync();
    this.failIf("datasync");
    await file.datasync();
    if (this.durableBytes.get(path) !== null) this.durableBytes.set(path, size);
  }

  private failIf(operation: Operation): void {
    if (this.failing.has(operation)) throw Object.assign(new Error(`EIO: ${operation}`), { code: "EIO" });
  }
}
