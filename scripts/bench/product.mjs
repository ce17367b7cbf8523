import { execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { endProcess, freePort } from "./system.mjs";

const run = promisify(execFile);
const READY = /^Ready after/m;
const FIRST_ADMIN = /First admin\s+(http\S+)/;

/**
 * Starts the product as a person does (`npm start -- --no-demo`), afresh in `folder`:
 * `{ url, databaseUrl, keys: { ingest, read }, token, command(name, args), run(name, args), stop() }`; `command` gives what
 * a command printed once it ended, `run` its process.
 */
export async function startProduct(root, folder, env = {}) {
  mkdirSync(folder, { recursive: true });
  const environment = { ...process.env, DATA_DIR: folder, PORT: String(await freePort()), ...env };
  delete environment.DATABASE_URL; // its own Postgres
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs"), "--no-demo"], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      if (READY.test(output) && FIRST_ADMIN.test(output)) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`The product ended:\n${output}`)));
  });
  await ready;
  const url = `http://127.0.0.1:${environment.PORT}`;
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
