import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildAll, generateClient } from "./build.mjs";
import { installPackages } from "./install.mjs";
import { registerInstance } from "./instances.mjs";
import { tryLock } from "./lock-file.mjs";
import { step } from "./progress.mjs";
import { requireDatabaseLogin } from "./reachable.mjs";

const POLL_MS = 250;

/**
 * Makes the checkout runnable: packages, the database client and (not for development) the build. Two starts at once:
 * one waits for the other. Registers this process as an instance before anybody else may build; returns what removes
 * that.
 */
export async function prepare({ root, dev, databaseUrl }) {
  const lock = await buildLock(root);
  try {
    await installPackages(root);
    if (databaseUrl) await requireDatabaseLogin(databaseUrl, (await import("pg")).default);
    if (dev) await generateClient(root);
    else await buildAll(root);
    return registerInstance(root, { dev });
  } finally {
    lock.release();
  }
}

/** The lock under which node_modules, .next and dist are written. */
export async function buildLock(root) {
  const file = path.join(root, "dist/.build-lock");
  const first = tryLock(file);
  if (first.release) return first;
  return step("Waiting for another start that builds in this folder", async () => {
    for (;;) {
      const lock = tryLock(file);
      if (lock.release) return lock;
      await sleep(POLL_MS);
    }
  });
}
