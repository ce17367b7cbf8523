import { execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { get } from "./http-load.mjs";
import { endProcess, freePort } from "./system.mjs";

const run = promisify(execFile);
const READY = /^Ready after/m;
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

/** Starts the demo and waits for the imports of its past: `{ url, stop() }`. */
export async function startDemo(root, folder) {
  const { child, url } = await start(root, folder, {}, [], READY);
  const stop = () => endProcess(child, "SIGINT");
  try {
    const headers = { cookie: await demoSession(url) };
    await until("the demo's past", () => importsOver(url, headers), PAST_TIMEOUT_MS);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** @returns null while an import of the past waits or runs */
async function importsOver(url, headers) {
  const { data } = JSON.parse(await get(`${url}/api/v1/hyperscale-monitoring/backfills`, { headers }));
  const failed = data.find(({ state }) => state === "failed" || state === "cancelled");
  if (failed) throw new Error(`The import "${failed.name}" was not finished: ${failed.problem}`);
  return data.length > 0 && data.every(({ state }) => state === "done") ? data : null;
}

/** The `Cookie` header of the demo's admin. */
async function demoSession(url) {
  const answer = await fetch(`${url}/api/demo/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ role: "admin" }),
  });
  if (!answer.ok) throw new Error(`Signing in was refused (${answer.status}): is ${url} a demo?`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
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
