import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { openSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { mkdirSync } from "node:fs";

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
const STOP_TIMEOUT_MS = 20_000;

/** Ingest as a process of its own, with its figures at /metrics. */
const INGEST_ENTRY = `
import http from "node:http";
import { processEnv } from "@/lib/compose/context";
import { createLogger } from "@/lib/platform/logger";
import { telemetry } from "@/lib/platform/telemetry";
import { IngestGate } from "@/lib/server/ingest-gate";
const env = processEnv();
const gate = new IngestGate(env, createLogger("ingest"), async (code) => process.exit(code));
const server = http.createServer((req, res) => {
  if (gate.serve(req, res)) return;
  void telemetry.registry.metrics().then((text) => res.end(text));
});
process.once("SIGTERM", () => void gate.close().then(() => process.exit(0)));
server.listen(env.port, env.host);
void gate.open();
`;

/** Bundles what the benchmarks start, as the build does, into `.test/bench`. */
export async function bundleSystem(root) {
  const { build } = await import("esbuild");
  const outdir = path.join(root, ".test/bench");
  const options = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "error",
  };
  await build({
    ...options,
    entryPoints: [{ in: "lib/worker/main.ts", out: "worker" }],
    outdir,
    outExtension: { ".js": ".mjs" },
  });
  await build({
    ...options,
    stdin: { contents: INGEST_ENTRY, resolveDir: root, loader: "ts", sourcefile: "ingest-entry.ts" },
    outfile: path.join(outdir, "ingest.mjs"),
  });
  return outdir;
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts the product afresh in `folder`: a durable Postgres, ingest, worker, with keys of scope ingest and read.
 * @param options `env` for the processes, `nodeArgs` for ingest
 */
export async function startSystem(root, folder, { env = {}, nodeArgs = [] } = {}) {
  const bundles = await bundleSystem(root);
  const load = await importer(root);
  mkdirSync(folder, { recursive: true });
  const { startEmbeddedPostgres, createDatabaseIfMissing } = await load("lib/db/embedded.ts");
  const postgres = await startEmbeddedPostgres({
    directory: path.join(folder, "postgres"),
    password: randomBytes(12).toString("hex"),
  });
  const started = [];
  const stop = async () => {
    for (const child of started.toReversed()) await endProcess(child);
    await postgres.stop("fast");
  };
  try {
    await createDatabaseIfMissing(postgres, "bench");
    const databaseUrl = postgres.url("bench");
    const keys = await prepareDatabase(load, root, databaseUrl);
    const environment = {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      AUTH_SECRET: randomBytes(24).toString("hex"),
      ...env,
    };
    const startOne = (name, port, args = []) => {
      const log = openSync(path.join(folder, `${name}.log`), "a");
      const child = spawn(process.execPath, [...args, path.join(bundles, `${name}.mjs`)], {
        cwd: root,
        env: { ...environment, PORT: String(port) },
        stdio: ["ignore", log, log],
      });
      started.push(child);
      return child;
    };
    const port = await freePort();
    const startIngest = () => startOne("ingest", port, nodeArgs);
    const ingest = startIngest();
    const worker = startOne("worker", port);
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url, keys.ingest);
    const pids = { ingest: ingest.pid, worker: worker.pid, postgres: postgres.pid };
    return { url, databaseUrl, keys, pids, postgres, startIngest, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Imports TypeScript of the project. */
async function importer(root) {
  const { tsImport } = await import("tsx/esm/api");
  return (file) => tsImport(path.join(root, file), import.meta.url);
}

async function prepareDatabase(load, root, databaseUrl) {
  const { migrateDatabase } = await load("lib/db/migrate.ts");
  await migrateDatabase(databaseUrl, path.join(root, "prisma/migrations"));
  const { seedDefaults } = await load("lib/compose/seed.ts");
  await seedDefaults(databaseUrl, { demo: false, authSecret: randomBytes(24).toString("hex") });
  const { main } = await load("lib/compose/keys-cli.ts");
  const create = async (scope) => {
    const lines = [];
    await main(["create", "--scope", scope, "--name", `bench ${scope}`], databaseUrl, (line) =>
      lines.push(line),
    );
    return lines[1];
  };
  return { ingest: await create("ingest"), read: await create("read") };
}

/** Ready: an ingest request that is empty is accepted. */
export async function untilReady(url, key) {
  for (let waitedMs = 0; waitedMs < READY_TIMEOUT_MS; waitedMs += POLL_MS) {
    const answer = await postEmpty(url, key).catch(() => null);
    if (answer?.status === 204) return;
    await sleep(POLL_MS);
  }
  throw new Error(`Ingest at ${url} did not become ready.`);
}

function postEmpty(url, key) {
  const emptySnappyBlock = Buffer.from([0]);
  return fetch(`${url}/api/v1/write`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/x-protobuf",
      "content-encoding": "snappy",
    },
    body: emptySnappyBlock,
  });
}

/** Ends a process that we started, and waits. */
export async function endProcess(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(late);
}
