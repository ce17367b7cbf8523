import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { identifyProcess, isSameProcessAlive } from "../../lib/platform/process-identity.mjs";

/** Launchers that run from this checkout, one file each: a build or an install under their feet would break them. */
const folder = (root) => path.join(root, "dist/.instances");

/** Registers this process; returns what removes it again. */
export function registerInstance(root, { dev }) {
  mkdirSync(folder(root), { recursive: true });
  const file = path.join(folder(root), `${process.pid}.json`);
  writeFileSync(file, JSON.stringify({ ...identifyProcess(process.pid), dev }));
  return () => rmSync(file, { force: true });
}

/** Other live launchers of this checkout: `{ pid, dev }` each. Removes the entries of dead ones. */
export function otherInstances(root) {
  let files;
  try {
    files = readdirSync(folder(root));
  } catch {
    return [];
  }
  const live = [];
  for (const name of files) {
    const file = path.join(folder(root), name);
    try {
      const instance = JSON.parse(readFileSync(file, "utf8"));
      if (!isSameProcessAlive(instance)) rmSync(file, { force: true });
      else if (instance.pid !== process.pid) live.push(instance);
    } catch {
      // being written or removed just now
    }
  }
  return live;
}
