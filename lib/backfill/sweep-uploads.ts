import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { DAY_MS } from "@/lib/domain/window";

/** How long an uploaded file waits for somebody to start its import. */
const WAIT_MS = DAY_MS;
/** As `receiveFile` names them; a file that somebody put here by hand is theirs. */
const UPLOAD = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.om(?:\.part)?$/;

/**
 * Deletes the uploaded files that no open import reads: those of closed imports, and those that nobody started one with
 * within a day, half ones included. Needs settings:write.
 * @returns how many
 */
export async function sweepUploads(ctx: Ctx, folder: string): Promise<number> {
  requireScope(ctx.actor, "settings:write");
  const names = (await namesIn(folder)).filter((name) => UPLOAD.test(name));
  // By name: the process that received it may know the folder by another path.
  const open = new Map(
    (await ctx.backfills.filePaths()).map((file) => [path.basename(file.path), file.open]),
  );
  let deleted = 0;
  for (const name of names) {
    const file = path.join(folder, name);
    const known = open.get(name);
    if (known === true) continue;
    const info = await stat(file).catch(() => null);
    if (!info?.isFile()) continue;
    if (known === undefined && ctx.clock.nowMs() - info.mtimeMs < WAIT_MS) continue;
    await rm(file, { force: true });
    deleted++;
  }
  return deleted;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return []; // nothing was ever uploaded
    throw error;
  }
}
