import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { processStartMark } from "@/lib/platform/process-identity.mjs";
import { startChild } from "./child";

let folder: string;
let logFile: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "child-"));
  logFile = path.join(folder, "logs/child.log");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (script: string) => startChild({ args: ["-e", script], env: process.env, cwd: folder, logFile });
const log = () => readFileSync(logFile, "utf8");

test("its output goes to the log, its end is told", async () => {
  const child = await run("console.log('out'); console.error('err'); process.exitCode = 3");
  expect(await child.exited).toBe("exit code 3");
  expect(log()).toBe("out\nerr\n");
});

test("a stop lets it finish", async () => {
  const child = await run(
    "setInterval(() => {}, 9); process.on('SIGTERM', () => { console.log('bye'); process.exit(0) }); console.log('up')",
  );
  await vi.waitFor(() => expect(log()).toContain("up"), { timeout: 5_000 });
  await child.stop(new AbortController().signal);
  expect(log()).toContain("bye");
  expect(processStartMark(child.pid)).toBeNull();
});

test("one that will not stop is killed as soon as there is a hurry", async () => {
  const child = await run("setInterval(() => {}, 9); process.on('SIGTERM', () => {}); console.log('up')");
  await vi.waitFor(() => expect(log()).toContain("up"), { timeout: 5_000 });
  const hurry = new AbortController();
  const stopping = child.stop(hurry.signal);
  hurry.abort();
  await stopping;
  expect(await child.exited).toBe("SIGKILL");
});
