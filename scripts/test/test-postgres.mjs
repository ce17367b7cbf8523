import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { identifyProcess, isSameProcessAlive } from "../../lib/platform/process-identity.mjs";

/** A server that was just killed may still be writing. */
const REMOVE = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };

/**
 * A Postgres of this test run's own, in a folder of its own below `testDir`; `{ url, stop }`. Removes what killed runs
 * left there, servers included.
 */
export async function startTestPostgres(root, testDir) {
  const { tsImport } = await import("tsx/esm/api");
  const { startEmbeddedPostgres } = await tsImport(path.join(root, "lib/db/embedded.ts"), import.meta.url);
  const { findPostmaster } = await tsImport(
    path.join(root, "lib/db/embedded-postmaster.ts"),
    import.meta.url,
  );
  mkdirSync(testDir, { recursive: true });
  removeLeftovers(testDir, findPostmaster);
  const folder = createOwnedFolder(testDir);
  const password = randomBytes(12).toString("hex");
  const server = await startEmbeddedPostgres({
    directory: path.join(folder, "data"),
    password,
    durable: false,
  });
  return {
    url: server.url("postgres"),
    async stop() {
      await server.stop("immediate");
      rmSync(folder, REMOVE);
    },
  };
}

/** Gets its name once its owner is written: another run that looks for leftovers never sees it without. */
function createOwnedFolder(testDir) {
  const id = randomBytes(4).toString("hex");
  const unowned = path.join(testDir, `starting-${id}`);
  mkdirSync(unowned);
  writeFileSync(path.join(unowned, "owner.json"), JSON.stringify(identifyProcess(process.pid)));
  const folder = path.join(testDir, `postgres-${id}`);
  renameSync(unowned, folder);
  return folder;
}

function removeLeftovers(testDir, findPostmaster) {
  for (const name of readdirSync(testDir).filter((entry) => entry.startsWith("postgres-"))) {
    const folder = path.join(testDir, name);
    if (isSameProcessAlive(readOwner(folder))) continue; // another test run
    const left = findPostmaster(path.join(folder, "data"));
    if (left) process.kill(left.pid, "SIGKILL");
    rmSync(folder, REMOVE);
  }
}

function readOwner(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, "owner.json"), "utf8"));
  } catch {
    return null;
  }
}
