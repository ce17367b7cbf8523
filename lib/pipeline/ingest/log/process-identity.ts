import { readFile } from "node:fs/promises";

/** A process, told apart from a later one that was given the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and start time of the process, comparable only for equality; null where the system has no /proc. */
  readonly startedAt: string | null;
}

/** States in /proc/<pid>/stat of a process that has ended but was not collected by its parent. */
const ENDED_STATES = ["Z", "X"];
/** Where "starttime" (field 22 of proc(5)) stands among the fields behind the process's name. */
const START_TIME_INDEX = 19;

/** The identity of the running process `pid`, or null when there is none. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | null> {
  if (!isSignallable(pid)) return null;
  const bootId = await readOrNull("/proc/sys/kernel/random/boot_id");
  const stat = await readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return { pid, startedAt: null };
  // The name in parentheses may itself hold spaces and parentheses: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (ENDED_STATES.includes(fields[0])) return null;
  return { pid, startedAt: `${bootId?.trim() ?? ""}:${fields[START_TIME_INDEX]}` };
}

/** Whether the process that `identity` describes still runs. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(identity.pid);
  if (now === null) return false;
  // Where one of the two times is unknown the pid alone decides: rather refuse than share a log.
  return now.startedAt === null || identity.startedAt === null || now.startedAt === identity.startedAt;
}

function isSignallable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function readOrNull(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}
