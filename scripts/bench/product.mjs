import { execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { get } from "./http-load.mjs";
import { endProcess, freePort } from "./system.mjs";

const run = promisify(execFile);
const READY = /^Ready after/m;
const MONTH_MS = 30 * 86_400_000;
/** Days of it that are there once the imports are through. */
const MONTH_KNOWN = 28;
const PAST_TIMEOUT_MS = 600_000;
const FIRST_ADMIN = /First admin\s+(http\S+)/;

/**
 * Starts the product as a person does (`npm start -- --no-demo`), afresh in `folder`:
 * `{ url, databaseUrl, keys: { ingest, read }, token, command(name, args), run(name, args), stop() }`; `command` gives what
 * a command printed once it ended, `run` its process.
 */
export async function startProduct(root, folder, env = {}) {
  const { child, environment, url, output } = await start(root, folder, env, ["--no-demo"], FIRST_ADMIN);
  const command = async (name, ...args) => {
    const { stdout } = await run("npm", ["run", "--silent", name, "--", ...args], {
      cwd: root,
      env: environment,
    });
    return stdout.trim();
  };
  const runScript = (name, ...args) =>
    spawn(process.execPath, [path.join(root, `scripts/${name}.mjs`), ...args], {
      cwd: root,
      env: environment,
      stdio: "ignore",
    });
  const key = async (scope) =>
    (await command("keys", "create", "--scope", scope, "--name", `bench ${scope}`)).split("\n").at(-1);
  const keys = { ingest: await key("ingest"), read: await key("read") };
  const token = new URL(FIRST_ADMIN.exec(output)[1]).searchParams.get("token");
  const { databaseUrl } = JSON.parse(readFileSync(path.join(folder, "connection.json"), "utf8"));
  return { url, databaseUrl, keys, token, command, run: runScript, stop: () => endProcess(child, "SIGINT") };
}

/** Starts the demo and waits for its past: `{ url, stop() }`. */
export async function startDemo(root, folder) {
  const { child, url } = await start(root, folder, {}, [], READY);
  const keys = JSON.parse(readFileSync(path.join(folder, "demo-keys.json"), "utf8"));
  const headers = { authorization: `Bearer ${keys.read}` };
  const query = "metric=requests_per_second&points=30&from=" + new Date(Date.now() - MONTH_MS).toISOString();
  await until(
    "the demo's past",
    async () => {
      const answer = await get(`${url}/api/v1/hyperscale-monitoring/metrics/history?${query}`, { headers });
      const { points } = JSON.parse(answer).data;
      return points.filter(({ value }) => value !== null).length > MONTH_KNOWN ? points : null;
    },
    PAST_TIMEOUT_MS,
  );
  return { url, stop: () => endProcess(child, "SIGINT") };
}

async function start(root, folder, env, args, told) {
  mkdirSync(folder, { recursive: true });
  const environment = { ...process.env, DATA_DIR: folder, PORT: String(await freePort()), ...env };
  delete environment.DATABASE_URL; // its own Postgres
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs"), ...args], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      if (READY.test(output) && told.test(output)) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`The product ended:\n${output}`)));
  });
  return { child, environment, url: `http://127.0.0.1:${environment.PORT}`, output };
}

/** Waits for `ask` to give something else than null. */
export async function until(what, ask, timeoutMs = 120_000) {
  const endMs = Date.now() + timeoutMs;
  while (Date.now() < endMs) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${what}: not within ${timeoutMs / 1_000} s.`);
}
