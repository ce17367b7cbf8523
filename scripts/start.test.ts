import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identifyProcess } from "@/lib/platform/process-identity.mjs";

/** Every case ends before anything is installed or built. */
let folder: string;
let dataDir: string;
let listener: net.Server;
let busyPort: number;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "start-"));
  dataDir = path.join(folder, "data");
  listener = net.createServer();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  busyPort = (listener.address() as net.AddressInfo).port;
});
afterEach(() => {
  listener.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(env: Record<string, string>, ...args: string[]): Promise<Outcome> {
  const { PORT, HOST, DATABASE_URL, ...inherited } = process.env;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["scripts/start.mjs", ...args], {
      env: { ...inherited, PORT: String(busyPort), DATA_DIR: dataDir, ...env } as NodeJS.ProcessEnv,
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (text: Buffer) => (said.stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (said.stderr += text.toString()));
    child.on("close", (code) => resolve({ code, ...said }));
  });
}

/** One sentence on stderr, nothing else anywhere, exit code 1. */
async function refuses(outcome: Promise<Outcome>, sentence: RegExp): Promise<void> {
  const { code, stdout, stderr } = await outcome;
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(/^[^\n]+\.\n$/);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
}

test("a busy port", async () => {
  await refuses(start({}), new RegExp(`^Port ${busyPort} is in use`));
  expect(existsSync(path.join(dataDir, "launcher.lock"))).toBe(false);
});

test("a folder of somebody else's is refused and left as it was", async () => {
  mkdirSync(dataDir);
  writeFileSync(path.join(dataDir, "thesis.txt"), "mine");
  await refuses(start({}), /^DATA_DIR .* holds files that are not ours/);
  expect(readdirSync(dataDir)).toEqual(["thesis.txt"]);
});

test("a place that cannot be written, also by root", async () => {
  writeFileSync(path.join(folder, "file"), "");
  await refuses(
    start({ DATA_DIR: path.join(folder, "file/below") }),
    /^DATA_DIR .* cannot be written \(ENOTDIR\)/,
  );
  await refuses(start({ DATA_DIR: path.join(folder, "file") }), /^DATA_DIR .* cannot be written/);
});

test("a database that is not there, or is no address of one", async () => {
  const closed = net.createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as net.AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const free = { PORT: String(port) };
  const url = `postgresql://u:hidden@127.0.0.1:${port}/x`;
  await refuses(
    start({ ...free, DATABASE_URL: url }),
    /^No Postgres answers at DATABASE_URL's 127\.0\.0\.1:\d+/,
  );
  await refuses(
    start({ ...free, DATABASE_URL: "mysql://u:hidden@h/x" }),
    /^DATABASE_URL is not usable(?!.*hidden)/,
  );
});

test("another live launcher on the same data folder", async () => {
  await start({}); // makes the folder
  writeFileSync(path.join(dataDir, "launcher.lock"), JSON.stringify(identifyProcess(process.pid)));
  await refuses(start({}), new RegExp(`^Process ${process.pid} already runs on DATA_DIR`));
});

test("an unknown option, a PORT that is none, a demo for everybody", async () => {
  await refuses(start({}, "--demo"), /^Unknown option --demo/);
  await refuses(start({ PORT: "http" }), /^PORT=http is not a port/);
  await refuses(start({ HOST: "0.0.0.0" }), /^The demo listens on loopback only/);
  expect(existsSync(dataDir)).toBe(false);
});

test("--help says how and starts nothing", async () => {
  const { code, stdout } = await start({}, "--help");
  expect(code).toBe(0);
  expect(stdout).toContain("--no-demo");
  expect(existsSync(dataDir)).toBe(false);
});

test("the data folder is passable but not listable for others, and marked as ours", async () => {
  await start({});
  expect(statSync(dataDir).mode & 0o777 & ~0o711).toBe(0);
  expect(JSON.parse(readFileSync(path.join(dataDir, "hyperscale-monitoring.json"), "utf8"))).toMatchObject({
    product: "hyperscale-monitoring",
  });
});
