import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDatabaseIfMissing, startEmbeddedPostgres, type EmbeddedPostgres } from "@/lib/db/embedded";
import { findPostmaster } from "@/lib/db/embedded-postmaster";

const password = "correct1horse2battery";
let root: string;
let directory: string;
const started: EmbeddedPostgres[] = [];

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "embedded-postgres-")); // mode 0700, as a home folder may be
  directory = path.join(root, "postgres");
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop("immediate");
  rmSync(root, { recursive: true, force: true });
});

async function start(options: { port?: number; password?: string } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ directory, password, durable: false, ...options });
  started.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("starts in a folder closed to other users, keeps data over a stop and a kill -9, on the port asked for", async () => {
  const first = await start();
  await createDatabaseIfMissing(first, "kept");
  await createDatabaseIfMissing(first, "kept");
  await ask(first.url("kept"), "create table t as select 42 as answer");
  expect(await ask(first.url("kept"), "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  await first.stop();
  await first.exited;
  expect(findPostmaster(directory)).toBeNull();

  const second = await start({ port: first.port });
  expect(second.port).toBe(first.port);
  await ask(second.url("kept"), "insert into t values (43)");
  process.kill(second.pid, "SIGKILL");
  await second.exited;

  const third = await start();
  expect(third.reused).toBe(false);
  expect(await ask(third.url("kept"), "select answer from t order by 1")).toEqual([
    { answer: 42 },
    { answer: 43 },
  ]);
});

test("takes over a live server of the same folder instead of starting a second one", async () => {
  const first = await start();
  const second = await start();
  expect(second).toMatchObject({ pid: first.pid, port: first.port, reused: true });
  await second.stop();
  await second.exited;
  await first.exited;
});

test("a stale postmaster.pid, even one whose pid another program has now, does not stop a start", async () => {
  const first = await start();
  const pidFile = path.join(directory, "postmaster.pid");
  const lines = readFileSync(pidFile, "utf8").split("\n");
  await first.stop("immediate");
  const other = spawn("sleep", ["60"], { stdio: "ignore", ...ownerOf() });
  try {
    for (const pid of [other.pid, process.pid, 999_999_999]) {
      writeFileSync(pidFile, [pid, ...lines.slice(1)].join("\n"), { mode: 0o600 });
      chmodSync(pidFile, 0o644);
      expect(findPostmaster(directory)).toBeNull();
      const again = await start();
      expect(again.reused).toBe(false);
      await again.stop("immediate");
    }
  } finally {
    other.kill("SIGKILL");
    await once(other, "exit");
  }
});

/** Postgres trusts a pid file less when its pid belongs to another user: the harder case is its own. */
function ownerOf(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
}

test("another password than the folder's own is refused in a sentence, whether or not the server lives", async () => {
  const first = await start();
  await expect(start({ password: "another" })).rejects.toThrow(/created with another password/);
  await first.stop();
  await expect(start({ password: "another" })).rejects.toThrow(/created with another password/);
  expect(findPostmaster(directory)).toBeNull();
});

test("an interrupted creation leaves nothing that the next start trips over", async () => {
  mkdirSync(`${directory}.new/base`, { recursive: true });
  writeFileSync(`${directory}.new/PG_VERSION`, "18\n");
  mkdirSync(directory);
  const server = await start();
  expect(await ask(server.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a folder of another Postgres version is refused", async () => {
  mkdirSync(directory);
  writeFileSync(path.join(directory, "PG_VERSION"), "15\n");
  await expect(start()).rejects.toThrow(/holds data of Postgres 15, not 18/);
});
