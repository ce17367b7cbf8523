import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresProgram, type PostgresUser } from "@/lib/db/embedded-binaries";
import { dataLocation } from "@/lib/db/embedded-cluster";
import { readPostmasterFile } from "@/lib/db/embedded-postmaster";
import { identifyProcess, isSameProcessAlive } from "@/lib/platform/process-identity.mjs";

const POLL_MS = 20;
const ADOPTED_POLL_MS = 250;
/** Recovery after a crash replays up to max_wal_size. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 30_000;
const QUIT_TIMEOUT_MS = 5_000;
const ATTEMPTS = 20;
const RETRY_MS = 500;
const LOG_TAIL_BYTES = 4_000;
const LOG_MAX_BYTES = 10 * 1024 ** 2;
/** Another try helps: the port was taken meanwhile, or a killed postmaster's memory is not free yet. */
const PASSING_FAILURE =
  /could not bind|Address already in use|shared memory block .* is still in use|postmaster\.pid/;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
};
/** Commits still reach the operating system first: a killed test server loses nothing, a power cut may. */
const TEST_SETTINGS = { fsync: "off", full_page_writes: "off" };

/** One postmaster, ours or taken over. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  readonly exited: Promise<void>;
  stop(mode: "fast" | "immediate"): Promise<void>;
}

export interface ServerOptions {
  readonly directory: string;
  readonly binaries: string;
  readonly user: PostgresUser;
  readonly durable: boolean;
  readonly logFile: string;
  /** Null: a free one. */
  readonly port: number | null;
}

/** Starts a postmaster and resolves when it is ready. Throws with the end of its log where it never is. */
export async function spawnServer(options: ServerOptions): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freeLoopbackPort());
    const logStart = rotateLog(options.logFile);
    const child = spawnPostmaster(options, port);
    if (await becomesReady(child, options.directory)) return ownServer(child, port);
    const said = logSince(options.logFile, logStart);
    if (attempt >= ATTEMPTS || !PASSING_FAILURE.test(said))
      throw new Error(`Postgres did not start in ${options.directory}: ${lastProblem(said)}`);
    await sleep(RETRY_MS);
  }
}

/** A port of 127.0.0.1 that was free a moment ago. */
export function freeLoopbackPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function spawnPostmaster(options: ServerOptions, port: number): ChildProcess {
  const location = dataLocation(options.directory, options.user);
  const settings = { ...SETTINGS, ...(options.durable ? {} : TEST_SETTINGS), port: String(port) };
  const args = ["-D", location.argument];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const log = openSync(options.logFile, "a", 0o600);
  try {
    // A session of its own: Ctrl-C in the terminal must reach it last, and through us.
    return spawn(postgresProgram(options.binaries, "postgres"), args, {
      ...options.user,
      cwd: location.cwd,
      stdio: ["ignore", log, log],
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

async function becomesReady(child: ChildProcess, directory: string): Promise<boolean> {
  let gone = false;
  child.once("exit", () => (gone = true));
  child.once("error", () => (gone = true));
  for (let waitedMs = 0; !gone && waitedMs < START_TIMEOUT_MS; waitedMs += POLL_MS) {
    const file = readPostmasterFile(directory);
    if (file?.ready && file.pid === child.pid) return true;
    await sleep(POLL_MS);
  }
  if (!gone) child.kill("SIGKILL");
  return false;
}

function ownServer(child: ChildProcess, port: number): ServerProcess {
  const gone = child.exitCode !== null || child.signalCode !== null;
  const exited = gone
    ? Promise.resolve()
    : new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return toServer(child.pid ?? 0, port, exited);
}

/** A live postmaster that is not our child: its end is seen by looking. */
export function adoptedServer(pid: number, port: number): ServerProcess {
  const identity = identifyProcess(pid);
  const exited = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isSameProcessAlive(identity)) return;
      clearInterval(timer);
      resolve();
    }, ADOPTED_POLL_MS);
    timer.unref();
  });
  return toServer(pid, port, exited);
}

function toServer(pid: number, port: number, exited: Promise<void>): ServerProcess {
  const identity = identifyProcess(pid);
  const ended = async (signal: NodeJS.Signals, withinMs: number): Promise<boolean> => {
    if (!isSameProcessAlive(identity)) return true;
    signalIfThere(pid, signal);
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += POLL_MS) {
      if (!isSameProcessAlive(identity)) return true;
      await sleep(POLL_MS);
    }
    return false;
  };
  return {
    pid,
    port,
    exited,
    async stop(mode) {
      if (mode === "fast" && (await ended("SIGINT", STOP_TIMEOUT_MS))) return;
      if (await ended("SIGQUIT", QUIT_TIMEOUT_MS)) return;
      await ended("SIGKILL", QUIT_TIMEOUT_MS);
    },
  };
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Keeps one older log; returns the size at which this start's lines begin. */
function rotateLog(logFile: string): number {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_MAX_BYTES) return size;
  renameSync(logFile, `${logFile}.1`);
  return 0;
}

function logSince(logFile: string, start: number): string {
  return readFileSync(logFile).subarray(start).subarray(-LOG_TAIL_BYTES).toString("utf8");
}

function lastProblem(said: string): string {
  const lines = said.split("\n").filter((line) => /FATAL|ERROR|PANIC/.test(line));
  return (lines.at(-1) ?? said).replace(/^.*?(FATAL|ERROR|PANIC):\s*/, "").trim() || "it said nothing";
}
