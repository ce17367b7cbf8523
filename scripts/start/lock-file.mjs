import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { identifyProcess, isSameProcessAlive } from "../../lib/platform/process-identity.mjs";

/** Between creating the file and writing the owner into it a lock looks empty. */
const UNWRITTEN_MS = 2_000;

/**
 * Tries to take a lock. Returns `{ release }`, or `{ heldBy: pid }` (pid null: just being taken). The lock of a process
 * that died without releasing it, whatever has its pid now, counts for nothing.
 */
export function tryLock(lockFile) {
  mkdirSync(path.dirname(lockFile), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lockFile, JSON.stringify(identifyProcess(process.pid)), { flag: "wx" });
      return { release: () => releaseOwn(lockFile) };
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const owner = readOwner(lockFile);
    if (owner.state === "alive") return { heldBy: owner.pid };
    if (owner.state === "dead" && !putAside(lockFile)) return { heldBy: null };
  }
}

/** The live holder's pid, or null. */
export function lockHolder(lockFile) {
  const owner = readOwner(lockFile);
  return owner.state === "alive" ? owner.pid : null;
}

function readOwner(lockFile) {
  let text;
  try {
    text = readFileSync(lockFile, "utf8");
    const identity = JSON.parse(text);
    return isSameProcessAlive(identity) ? { state: "alive", pid: identity.pid } : { state: "dead" };
  } catch (error) {
    if (error.code === "ENOENT") return { state: "gone" };
    if (!(error instanceof SyntaxError)) throw error;
    const modified = statSync(lockFile, { throwIfNoEntry: false })?.mtimeMs;
    if (modified === undefined) return { state: "gone" };
    return Date.now() - modified < UNWRITTEN_MS ? { state: "alive", pid: null } : { state: "dead" };
  }
}

/** Removes a dead lock. Two may try at once: whoever finds that it moved a live lock puts it back. */
function putAside(lockFile) {
  const aside = `${lockFile}.${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (error.code === "ENOENT") return true;
    throw error;
  }
  if (readOwner(aside).state === "alive") {
    renameSync(aside, lockFile);
    return false;
  }
  rmSync(aside, { force: true });
  return true;
}

function releaseOwn(lockFile) {
  try {
    if (JSON.parse(readFileSync(lockFile, "utf8")).pid === process.pid) rmSync(lockFile, { force: true });
  } catch {
    // gone already, or somebody else's
  }
}
