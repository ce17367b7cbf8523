// Plain JavaScript: scripts/start.mjs uses it before `npm ci` has run. Types are in process-identity.d.mts.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const START_TIME_FIELD = 19; // field 22 of /proc/<pid>/stat, counted from the state behind the command's bracket

function linuxStartMark(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null; // a zombie only waits for its parent
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${fields[START_TIME_FIELD]}`;
  } catch {
    return null;
  }
}

function posixStartMark(pid) {
  try {
    const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
    const line = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], options).trim();
    return line === "" || line.startsWith("Z") ? null : line.slice(line.indexOf(" ") + 1).trim();
  } catch {
    return null;
  }
}

function signalStartMark(pid) {
  try {
    process.kill(pid, 0);
    return "alive";
  } catch (error) {
    return error.code === "EPERM" ? "alive" : null;
  }
}

/** What tells a process from a later one with the same pid; null where none (or only a zombie) lives. */
export function processStartMark(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === "linux") return linuxStartMark(pid);
  return process.platform === "win32" ? signalStartMark(pid) : posixStartMark(pid);
}

/** The identity of a live process, or null. */
export function identifyProcess(pid) {
  const startMark = processStartMark(pid);
  return startMark === null ? null : { pid, startMark };
}

/** Whether exactly that process still lives. */
export function isSameProcessAlive(identity) {
  const startMark = processStartMark(identity?.pid);
  return startMark !== null && startMark === identity.startMark;
}
