import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { processStartMark } from "@/lib/platform/process-identity.mjs";

const PORT_LINE = 3;
const STATUS_LINE = 7;

/** What `postmaster.pid` says. */
export interface PostmasterFile {
  readonly pid: number;
  /** Null while it has not got that far. */
  readonly port: number | null;
  readonly ready: boolean;
}

/** Reads `postmaster.pid` of a data folder; null where there is none, or none that can be read. */
export function readPostmasterFile(directory: string): PostmasterFile | null {
  try {
    return parsePostmasterFile(readFileSync(path.join(directory, "postmaster.pid"), "utf8"));
  } catch {
    return null;
  }
}

/** Lines of the file: pid, data folder, start time, port, socket folder, address, shared memory, status. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const port = Number.parseInt(lines[PORT_LINE] ?? "", 10);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number.isInteger(port) ? port : null, ready: lines[STATUS_LINE]?.trim() === "ready" };
}

/** The live postmaster of this data folder. A stale file, a zombie, or a pid that another program got: null. */
export function findPostmaster(directory: string): PostmasterFile | null {
  const file = readPostmasterFile(directory);
  return file !== null && isPostgresOf(file.pid, directory) ? file : null;
}

function isPostgresOf(pid: number, directory: string): boolean {
  if (processStartMark(pid) === null) return false;
  if (process.platform === "linux") return standsIn(pid, directory);
  if (process.platform === "win32") return true; // the connection that follows tells
  try {
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: "pipe",
    });
    return command.includes(directory);
  } catch {
    return false;
  }
}

/** Postgres' processes stand in their data folder. */
function standsIn(pid: number, directory: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
  } catch {
    return false;
  }
}

/** Processes that a killed postmaster left and that still hold its shared memory (Linux; elsewhere none are seen). */
export function leftoverProcesses(directory: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map((name) => Number.parseInt(name, 10))
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && standsIn(pid, directory))
    .filter((pid) => processStartMark(pid) !== null);
}
