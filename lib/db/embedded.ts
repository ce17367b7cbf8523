import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { postgresBinaries, postgresUser } from "@/lib/db/embedded-binaries";
import { clusterExists, clusterUser, clusterVersion, createCluster } from "@/lib/db/embedded-cluster";
import { findPostmaster, leftoverProcesses, readPostmasterFile } from "@/lib/db/embedded-postmaster";
import { adoptedServer, spawnServer, type ServerProcess } from "@/lib/db/embedded-server";
import { processStartMark } from "@/lib/platform/process-identity.mjs";

const POSTGRES_MAJOR = 18;
const SUPERUSER = "postgres";
const MAINTENANCE_DATABASE = "postgres";
const POLL_MS = 50;
const ADOPT_TIMEOUT_MS = 60_000;
const LEFTOVER_TIMEOUT_MS = 20_000;
const WRONG_PASSWORD = "28P01";

export interface EmbeddedOptions {
  /** Postgres' own folder; created on the first start. */
  readonly directory: string;
  /** Of the superuser, fixed when the folder is created. Letters and digits. */
  readonly password: string;
  /** 127.0.0.1's port; without it, a free one. */
  readonly port?: number;
  /** False is for tests only: a power cut may then lose or harm data. Default true. */
  readonly durable?: boolean;
  /** Where Postgres writes its log. Default: `<directory>.log`. */
  readonly logFile?: string;
  /** Gets a sentence for the user where something unusual had to be done. */
  readonly notice?: (sentence: string) => void;
}

export interface EmbeddedPostgres {
  readonly pid: number;
  readonly port: number;
  /** True: a live server of a previous run was taken over. */
  readonly reused: boolean;
  /** Resolves when the server is gone, whoever ended it. */
  readonly exited: Promise<void>;
  /** Connection string of a database of this server, with the password. */
  url(database: string): string;
  /** Ends it and waits. `fast` rolls back what runs; `immediate` is a crash that the next start recovers from. */
  stop(mode?: "fast" | "immediate"): Promise<void>;
}

/**
 * Starts the Postgres that npm installed, listening on 127.0.0.1 only, or takes over the live one of this folder that
 * a killed launcher left. Resolves when it accepts connections. Throws an Error whose text is meant for the user.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const directory = path.resolve(options.directory);
  const durable = options.durable ?? true;
  let user = postgresUser();
  const binaries = postgresBinaries(user, options.notice ?? (() => undefined));
  if (!clusterExists(directory))
    await createCluster({ directory, binaries, user, password: options.password, durable });
  else if (clusterVersion(directory) !== POSTGRES_MAJOR)
    throw new Error(
      `${directory} holds data of Postgres ${clusterVersion(directory)}, not ${POSTGRES_MAJOR}: choose another DATA_DIR.`,
    );
  user = clusterUser(directory, user);
  const adopted = await adopt(directory, options);
  if (adopted) return toEmbedded(adopted, options.password, true);
  await clearStale(directory);
  const logFile = options.logFile ?? `${directory}.log`;
  const server = await spawnServer({
    directory,
    binaries,
    user,
    durable,
    logFile,
    port: options.port ?? null,
  });
  await requirePassword(server, options.password, directory);
  return toEmbedded(server, options.password, false);
}

/** Creates a database where it does not exist yet. */
export async function createDatabaseIfMissing(postgres: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url(MAINTENANCE_DATABASE) });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function toEmbedded(server: ServerProcess, password: string, reused: boolean): EmbeddedPostgres {
  return {
    pid: server.pid,
    port: server.port,
    reused,
    exited: server.exited,
    url: (database) => connectionString(server.port, password, database),
    stop: (mode = "fast") => server.stop(mode),
  };
}

function connectionString(port: number, password: string, database: string): string {
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** The live server of this folder, once it answers; null where there is none, or it was on its way out. */
async function adopt(directory: string, options: EmbeddedOptions): Promise<ServerProcess | null> {
  for (let waitedMs = 0; waitedMs < ADOPT_TIMEOUT_MS; waitedMs += POLL_MS) {
    const live = findPostmaster(directory);
    if (live === null) return null;
    if (live.port !== null && live.ready) {
      const server = adoptedServer(live.pid, live.port);
      if (options.port !== undefined && options.port !== live.port) {
        await server.stop("fast");
        return null;
      }
      if (await accepts(server, options.password, directory)) return server;
    }
    await sleep(POLL_MS);
  }
  throw new Error(
    `The Postgres that already runs in ${directory} does not answer: end it, then start again.`,
  );
}

/** After a kill -9: waits for what still holds the old shared memory, and removes a pid file that would mislead. */
async function clearStale(directory: string): Promise<void> {
  for (let waitedMs = 0; leftoverProcesses(directory).length > 0; waitedMs += POLL_MS) {
    if (waitedMs >= LEFTOVER_TIMEOUT_MS)
      throw new Error(`Processes of an earlier Postgres still use ${directory}: end them, then start again.`);
    await sleep(POLL_MS);
  }
  const file = readPostmasterFile(directory);
  // Postgres itself sees through a dead pid; only one that another program has now would make it refuse.
  if (file !== null && processStartMark(file.pid) !== null)
    rmSync(path.join(directory, "postmaster.pid"), { force: true });
}

async function accepts(server: ServerProcess, password: string, directory: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: connectionString(server.port, password, MAINTENANCE_DATABASE),
  });
  client.on("error", () => undefined); // it may die under us; the caller looks again
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === WRONG_PASSWORD)
      throw new Error(`${directory} was created with another password than secrets.json holds now.`, {
        cause: error,
      });
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function requirePassword(server: ServerProcess, password: string, directory: string): Promise<void> {
  try {
    if (await accepts(server, password, directory)) return;
    throw new Error(`The Postgres in ${directory} started but does not answer.`);
  } catch (error) {
    await server.stop("fast");
    throw error;
  }
}
