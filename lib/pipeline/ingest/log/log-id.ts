import { randomUUID } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";

const LOG_ID_FILE = "log-id";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The identity of a log directory, made at its first use; it moves with the directory. Only the holder of the
 * directory's lock may call this.
 * @throws Error when the file holds something else: a new identity would hide that records may be missing
 */
export async function readLogId(dir: string): Promise<string> {
  const file = join(dir, LOG_ID_FILE);
  const stored = await readIfThere(file);
  if (stored === null) return createLogId(dir, file);
  const id = stored.trim();
  if (!UUID.test(id)) throw new Error(`${file} does not hold the identity of a log directory.`);
  return id;
}

/** Whole and durable before its name appears: a power loss leaves the old state or the new one. */
async function createLogId(dir: string, file: string): Promise<string> {
  const id = randomUUID();
  const draft = `${file}.draft`;
  const handle = await open(draft, "w");
  try {
    await handle.writeFile(`${id}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncDirectory(dir);
  return id;
}

async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === "win32") return; // directories cannot be opened there
  const handle = await open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
