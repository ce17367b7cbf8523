import { openSync, readFileSync, writeSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, truncate } from "node:fs/promises";
import { basename, join } from "node:path";

import type { SegmentFiles } from "./segment-files";

/**
 * A disk that keeps what was synced and nothing else. Files are written as usual; a journal beside the log says what a
 * power cut would leave. The journal survives kill -9 (the system holds its pages), so the cut is made afterwards.
 */
type Entry =
  readonly [what: "created" | "synced" | "removed", name: string, bytes: number] | readonly ["names"];

const heldBack = (journal: string) => `${journal}.removed`;

/** The log's file layer: nothing is durable but what `datasync` and `syncDirectory` were asked for. */
export function forgetfulSegmentFiles(journal: string): SegmentFiles {
  const fd = openSync(journal, "a");
  const note = (...entry: Entry) => void writeSync(fd, `${JSON.stringify(entry)}\n`);
  return {
    async create(path) {
      const handle = await open(path, "wx");
      const name = basename(path);
      let size = 0;
      note("created", name, 0);
      return {
        writev: async (buffers) => {
          const { bytesWritten } = await handle.writev(buffers);
          size += bytesWritten;
          return bytesWritten;
        },
        datasync: async () => {
          const promised = size; // what comes after the call is not part of it
          await handle.datasync();
          note("synced", name, promised);
        },
        truncate: async (bytes) => {
          await handle.truncate(bytes);
          size = bytes;
        },
        close: () => handle.close(),
      };
    },
    async remove(path) {
      await mkdir(heldBack(journal), { recursive: true });
      const name = basename(path);
      await rename(path, join(heldBack(journal), name)).then(
        () => note("removed", name, 0),
        (error: NodeJS.ErrnoException) => {
          if (error.code !== "ENOENT") throw error;
        },
      );
    },
    async syncDirectory() {
      note("names");
    },
  };
}

/**
 * Leaves in `dir` what the disk had at the power cut: of each file the synced bytes and a random part of the others; no
 * file whose name was not synced; and again each file whose removal was not. The killed process must be gone.
 */
export async function cutPower(
  dir: string,
  journal: string,
  random: () => number,
): Promise<{ lostBytes: number; lostNames: number }> {
  const { synced, unsyncedNames, unsyncedRemovals } = readJournal(journal);
  let lostBytes = 0;
  let lostNames = 0;
  for (const name of await readdir(dir)) {
    if (!synced.has(name)) continue; // not of this disk, for example the lock
    const path = join(dir, name);
    if (unsyncedNames.has(name)) {
      lostNames++;
      await rm(path);
      continue;
    }
    const { size } = await stat(path);
    const kept = synced.get(name)! + Math.floor(random() * random() * Math.max(0, size - synced.get(name)!));
    lostBytes += Math.max(0, size - kept);
    await truncate(path, Math.min(size, kept));
    writeEntry(journal, ["synced", name, Math.min(size, kept)]);
  }
  for (const name of unsyncedRemovals) await rename(join(heldBack(journal), name), join(dir, name));
  writeEntry(journal, ["names"]);
  return { lostBytes, lostNames };
}

function writeEntry(journal: string, entry: Entry): void {
  writeSync(openSync(journal, "a"), `${JSON.stringify(entry)}\n`);
}

function readJournal(journal: string) {
  const synced = new Map<string, number>();
  const unsyncedNames = new Set<string>();
  const unsyncedRemovals = new Set<string>();
  for (const line of readFileSync(journal, "utf8").split("\n").slice(0, -1)) {
    const [what, name = "", bytes = 0] = JSON.parse(line) as Entry;
    if (what === "names") {
      unsyncedNames.clear();
      unsyncedRemovals.clear();
    } else if (what === "created") {
      synced.set(name, 0);
      unsyncedNames.add(name);
    } else if (what === "synced") synced.set(name, bytes);
    else unsyncedRemovals.add(name);
  }
  return { synced, unsyncedNames, unsyncedRemovals };
}
