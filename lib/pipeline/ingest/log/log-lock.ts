import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, readdir, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { identifyProcess, isRunning, type ProcessIdentity } from "./process-identity";

/** The right to write a log directory. */
export interface LogLock {
  /** Gives it back; calling it again does nothing. A process that ends without it leaves a lock known to be stale. */
  release(): Promise<void>;
}

/** Another running process holds the directory. */
export class LogLockedError extends Error {
  override readonly name = "LogLockedError";

  constructor(
    readonly dir: string,
    readonly pid: number,
  ) {
    super(`The write-ahead log in ${dir} is in use by process ${pid}. Two ingesters need a directory each.`);
  }
}

const LOCK_NAME = /^writer\.(\d+)\.lock$/;
const DRAFT_NAME = /^writer\.(\d+)\.[0-9a-f-]+\.draft$/;
/** What a released lock says: the number is used, nobody holds it. */
const RELEASED = "released\n";

/**
 * Takes the exclusive right to write `dir` (created when missing) for this process. Rejects with `LogLockedError`.
 *
 * Locks are numbered; the highest number counts. Whoever finds it stale or released creates the next number, which
 * the file system grants to exactly one. Nobody deletes the lock that counts (a release rewrites it), so numbers
 * never repeat, and one who decided long ago that number n is stale can never take away what n + 1 granted.
 * A lock names a process and its start time, so a kill -9 leaves a stale one and a reused pid does not revive it.
 * It guards one machine: processes that share the directory must see each other's pids.
 */
export async function lockLogDirectory(dir: string): Promise<LogLock> {
  await mkdir(dir, { recursive: true });
  const self = await identifyProcess(process.pid);
  const draft = draftPath(dir);
  await writeFile(draft, JSON.stringify(self ?? { pid: process.pid, startedAt: null }));
  try {
    for (;;) {
      const number = await highestNumber(dir);
      const holder = await readHolder(dir, number);
      if (holder !== null && (await isRunning(holder))) throw new LogLockedError(dir, holder.pid);
      if (!(await tryTake(dir, draft, number + 1))) continue;
      await sweep(dir, number + 1);
      return lockOf(dir, number + 1);
    }
  } finally {
    await removeIfThere(draft);
  }
}

/** Creates lock `number` with its content in one step; false when somebody else has that number or a higher one. */
async function tryTake(dir: string, draft: string, number: number): Promise<boolean> {
  try {
    await link(draft, lockPath(dir, number));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  // A listing that ran while others took and swept may have missed their numbers: look once more.
  if ((await highestNumber(dir)) === number) return true;
  await removeIfThere(lockPath(dir, number));
  return false;
}

function lockOf(dir: string, number: number): LogLock {
  let isHeld = true;
  return {
    async release() {
      if (!isHeld) return;
      isHeld = false;
      const draft = draftPath(dir);
      await writeFile(draft, RELEASED);
      await rename(draft, lockPath(dir, number));
    },
  };
}

/** The highest number ever granted; 0 in a new directory. */
async function highestNumber(dir: string): Promise<number> {
  const numbers = (await readdir(dir)).map((name) => Number(LOCK_NAME.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** Who holds lock `number`; null when released, gone, or unreadable (only a power loss leaves it half written). */
async function readHolder(dir: string, number: number): Promise<ProcessIdentity | null> {
  try {
    const { pid, startedAt } = JSON.parse(await readFile(lockPath(dir, number), "utf8")) ?? {};
    const isIdentity = Number.isSafeInteger(pid) && pid > 0;
    return isIdentity ? { pid, startedAt: typeof startedAt === "string" ? startedAt : null } : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Deletes the lower numbers, and the drafts of processes that were killed while they tried. */
async function sweep(dir: string, number: number): Promise<void> {
  for (const name of await readdir(dir)) {
    const lockNumber = LOCK_NAME.exec(name)?.[1];
    const draftPid = DRAFT_NAME.exec(name)?.[1];
    const isLower = lockNumber !== undefined && Number(lockNumber) < number;
    const isOrphan = draftPid !== undefined && (await identifyProcess(Number(draftPid))) === null;
    if (isLower || isOrphan) await removeIfThere(join(dir, name));
  }
}

function lockPath(dir: string, number: number): string {
  return join(dir, `writer.${number}.lock`);
}

function draftPath(dir: string): string {
  return join(dir, `writer.${process.pid}.${randomUUID()}.draft`);
}

async function removeIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}
