import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isSameProcessAlive } from "../../lib/platform/process-identity.mjs";
import { step } from "./progress.mjs";

const TERM_TIMEOUT_MS = 10_000;
const KILL_TIMEOUT_MS = 3_000;
const POLL_MS = 50;

/**
 * Ends what a killed launcher of this data folder left running: exactly the processes of processes.json (written by
 * lib/launch/process-ledger.ts) that still live, told from others by pid and start. Its Postgres stays: the launcher
 * takes it over; with `includePostgres` (another database is used now) it ends too.
 */
export async function endOrphans(dataDir, { includePostgres }) {
  const orphans = readLedger(dataDir)
    .filter((entry) => includePostgres || entry.name !== "postgres")
    .filter(isSameProcessAlive);
  if (orphans.length === 0) return;
  const names = orphans.map((entry) => entry.name).join(", ");
  await step(`Ending what the previous run left (${names})`, async () => {
    for (const entry of orphans) signal(entry, entry.name === "postgres" ? "SIGINT" : "SIGTERM");
    if (await allGone(orphans, TERM_TIMEOUT_MS)) return;
    for (const entry of orphans) signal(entry, "SIGKILL");
    await allGone(orphans, KILL_TIMEOUT_MS);
  });
}

function readLedger(dataDir) {
  try {
    const entries = JSON.parse(readFileSync(path.join(dataDir, "processes.json"), "utf8"));
    return Array.isArray(entries) ? entries : [];
  } catch {
    return []; // none yet
  }
}

function signal(entry, name) {
  if (!isSameProcessAlive(entry)) return;
  try {
    process.kill(entry.pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

async function allGone(entries, withinMs) {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += POLL_MS) {
    if (!entries.some(isSameProcessAlive)) return true;
    await sleep(POLL_MS);
  }
  return false;
}
