import { readdirSync, readFileSync } from "node:fs";

/** Of Linux on every common machine: USER_HZ. */
const TICKS_PER_SECOND = 100;
const KIBIBYTE = 1024;
// Fields of /proc/<pid>/stat, counted from the state behind the command's bracket.
const PARENT = 1;
const CPU_FIELDS = [11, 12, 13, 14]; // own user and system, then those of ended and awaited children

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null; // it has ended
  }
}

/** A process and all that descend from it: Postgres is one process a connection. */
function processTree(pid) {
  const parents = new Map();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(name) : null;
    if (stat) parents.set(Number(name), Number(stat[PARENT]));
  }
  const tree = [pid];
  for (const known of tree) for (const [child, parent] of parents) if (parent === known) tree.push(child);
  return tree;
}

/** CPU seconds, user and system, of a process and its descendants, ended ones included. */
export function cpuSeconds(pid) {
  let ticks = 0;
  for (const one of processTree(pid)) {
    const stat = statOf(one);
    if (stat) ticks += CPU_FIELDS.reduce((sum, field) => sum + Number(stat[field]), 0);
  }
  return ticks / TICKS_PER_SECOND;
}

/** Resident bytes of a process and its descendants; a page they share counts once. */
export function residentBytes(pid) {
  return processTree(pid).reduce((sum, one) => sum + proportionalBytes(one), 0);
}

function proportionalBytes(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)[1]) * KIBIBYTE;
  } catch {
    return 0; // it has ended
  }
}
