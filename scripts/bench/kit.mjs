import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../start/run-command.mjs";

const USUAL_FOLDER = "../shared/bench";
/** Of the load generator: what each of its servers sends, and how often. */
export const SERIES_PER_SERVER = 21;
export const SCRAPE_MS = 15_000;
/** Room beyond the fleet, so that no limit is off and none is met. */
const HEADROOM = 1.2;

/** The product's limits on series for a fleet of so many servers. */
export function limitsFor(servers) {
  const limit = String(Math.ceil(servers * SERIES_PER_SERVER * HEADROOM));
  return { INGEST_MAX_SERIES: limit, INGEST_NEW_SERIES_PER_MINUTE: limit };
}

/** The load generator is not there: one sentence, exit code 2. */
export class KitMissing extends Error {}

/** Folder of the bench kit: BENCH_KIT, or beside the project. @throws KitMissing */
function kitFolder(root) {
  const folder = path.resolve(root, process.env.BENCH_KIT || USUAL_FOLDER);
  if (existsSync(path.join(folder, "ingest/loadgen.mjs"))) return folder;
  throw new KitMissing(`The load generator is not in ${folder}: set BENCH_KIT to the folder that holds it.`);
}

/**
 * A ready copy of a part of the kit (`ingest`), with its packages: the kit itself may be read-only. `remove` deletes it.
 * @throws KitMissing
 */
export async function copyKit(root, part) {
  const source = path.join(kitFolder(root), part);
  const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-kit-"));
  cpSync(source, folder, { recursive: true });
  if (!existsSync(path.join(folder, "node_modules")))
    await runCommand("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, name: "npm install" });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs the load generator of a copied kit; returns the figures it prints. */
export async function runLoadgen(kit, options) {
  const args = Object.entries(options).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, String(value)],
  );
  const output = await runCommand(
    process.execPath,
    ["--max-old-space-size=16384", path.join(kit.folder, "loadgen.mjs"), ...args],
    { name: "the load generator" },
  );
  const line = output
    .trim()
    .split("\n")
    .findLast((text) => text.startsWith("{"));
  return JSON.parse(line);
}
