import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LaunchSettings } from "./settings";

const stampFile = (settings: LaunchSettings) =>
  path.join(settings.dataDir, settings.demo ? "seeded-demo" : "seeded-live");

/** The build that runs; null in development, which has none. */
function buildOf(settings: LaunchSettings): string | null {
  return settings.dev ? null : readIfThere(path.join(settings.root, "dist/.build-hash"));
}

/**
 * Whether exactly this build has seeded the embedded database before. The server may then start while the defaults are
 * looked through once more, which takes a second. (A database of the user's own may have changed since.)
 */
export function isSeeded(settings: LaunchSettings): boolean {
  const build = buildOf(settings);
  return settings.databaseUrl === null && build !== null && readIfThere(stampFile(settings)) === build;
}

/** Writes down that this build has seeded it. */
export function stampSeeded(settings: LaunchSettings): void {
  const build = buildOf(settings);
  if (build !== null) writeFileSync(stampFile(settings), build);
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
