import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Refusal } from "./refusal.mjs";

/** Marks a data folder as ours. */
export const MARKER = "hyperscale-monitoring.json";
/** Others may pass (Postgres runs as another user where we are root), but not list; secrets inside are 0600. */
const MODE = 0o711;

/** Creates the data folder or recognises it as ours. Throws a Refusal for a foreign or unwritable one. */
export function openDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: MODE });
    const entries = readdirSync(dataDir);
    if (!entries.includes(MARKER)) {
      if (entries.length > 0) throw foreign(dataDir);
      writeMarker(dataDir);
    }
    requireWritable(dataDir);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `DATA_DIR ${dataDir} cannot be written (${error.code}): choose another with DATA_DIR=….`,
    );
  }
}

function foreign(dataDir) {
  return new Refusal(
    `DATA_DIR ${dataDir} holds files that are not ours: choose an empty or new folder with DATA_DIR=….`,
  );
}

function writeMarker(dataDir) {
  const marker = path.join(dataDir, MARKER);
  writeFileSync(`${marker}.new`, `${JSON.stringify({ product: "hyperscale-monitoring", layout: 1 })}\n`);
  renameSync(`${marker}.new`, marker);
}

function requireWritable(dataDir) {
  const probe = path.join(dataDir, `.probe-${process.pid}`);
  writeFileSync(probe, "");
  rmSync(probe);
}

/** Whether this folder was made by us. */
export function isDataDir(dataDir) {
  return existsSync(path.join(dataDir, MARKER));
}
