import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { postgresProgram, type PostgresUser } from "@/lib/db/embedded-binaries";

/** Linux' name for the folder a process stands in: reachable even where the way there is closed to its user. */
const HERE = "/proc/self/cwd";
const PASSWORD_FD = 3;
const ERROR_TAIL_CHARACTERS = 2_000;

/** How a Postgres program is told where the data lies. */
export interface DataLocation {
  /** For `-D`. */
  readonly argument: string;
  readonly cwd: string;
}

/**
 * Where `directory` is for `user`. As root, Postgres runs as another user, and a folder above may be closed to that one
 * (a checkout in /root): then the program is started standing in the folder, and addresses it as its own place.
 * Throws where neither works.
 */
export function dataLocation(directory: string, user: PostgresUser): DataLocation {
  if (user.uid === undefined || canEnter(directory, user)) return { argument: directory, cwd: "/" };
  if (process.platform === "linux" && existsSync(HERE)) return { argument: HERE, cwd: directory };
  throw new Error(
    `${directory} cannot be reached by the unprivileged user that Postgres must run as: choose another DATA_DIR.`,
  );
}

function canEnter(directory: string, user: PostgresUser): boolean {
  const answer = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], {
    ...user,
    cwd: "/",
    stdio: "ignore",
  });
  return answer.status === 0;
}

/** Who an existing cluster belongs to: as root, its owner runs it. Throws where we may not run it. */
export function clusterUser(directory: string, fallback: PostgresUser): PostgresUser {
  const owner = statSync(directory);
  if (fallback.uid !== undefined) return owner.uid === 0 ? fallback : { uid: owner.uid, gid: owner.gid };
  if (process.getuid && owner.uid !== process.getuid())
    throw new Error(`${directory} belongs to another user (id ${owner.uid}): start as that user.`);
  return fallback;
}

export function clusterExists(directory: string): boolean {
  return existsSync(path.join(directory, "PG_VERSION"));
}

/** The major version that wrote the cluster, such as 18. */
export function clusterVersion(directory: string): number {
  return Number.parseInt(readFileSync(path.join(directory, "PG_VERSION"), "utf8"), 10);
}

export interface NewCluster {
  readonly directory: string;
  readonly binaries: string;
  readonly user: PostgresUser;
  /** Of the superuser `postgres`. */
  readonly password: string;
  /** False: does not wait for the disk. */
  readonly durable: boolean;
}

/** Creates a cluster under another name and renames it when complete, so that a killed start leaves no half cluster. */
export async function createCluster(cluster: NewCluster): Promise<void> {
  const { directory, user } = cluster;
  const unfinished = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(path.dirname(directory), { recursive: true });
  mkdirSync(unfinished, { mode: 0o700 });
  chmodSync(unfinished, 0o700); // whatever the umask took
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(unfinished, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  try {
    await initdb(cluster, unfinished, passwordFile);
    if (existsSync(directory)) rmSync(directory, { recursive: true, force: true }); // no PG_VERSION: nothing of worth
    renameSync(unfinished, directory);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function initdb(cluster: NewCluster, target: string, passwordFile: string): Promise<void> {
  const location = dataLocation(target, cluster.user);
  const password = openSync(passwordFile, "r");
  const passwordPath = location.argument === HERE ? `/proc/self/fd/${PASSWORD_FD}` : passwordFile;
  const args = ["-D", location.argument, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordPath}`];
  args.push("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C");
  if (!cluster.durable) args.push("--no-sync");
  return new Promise((resolve, reject) => {
    const child = spawn(postgresProgram(cluster.binaries, "initdb"), args, {
      ...cluster.user,
      cwd: location.cwd,
      stdio: ["ignore", "ignore", "pipe", password],
    });
    closeSync(password);
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-ERROR_TAIL_CHARACTERS);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`Postgres could not create its data folder ${cluster.directory}: ${said.trim()}`));
    });
  });
}
