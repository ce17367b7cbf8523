import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identifyProcess } from "@/lib/platform/process-identity.mjs";
import { lockHolder, tryLock } from "./lock-file.mjs";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "lock-file-"));
  file = path.join(folder, "deep/er/lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("one holder at a time; free again after release", () => {
  const lock = tryLock(file);
  expect(tryLock(file)).toEqual({ heldBy: process.pid });
  expect(lockHolder(file)).toBe(process.pid);
  lock.release();
  expect(lockHolder(file)).toBeNull();
  expect(tryLock(file).release).toBeTypeOf("function");
});

test("the lock of a process that died, or whose pid another has now, counts for nothing", async () => {
  const other = spawn("sleep", ["60"], { stdio: "ignore" });
  await once(other, "spawn");
  const identity = identifyProcess(other.pid ?? 0);
  tryLock(file);
  writeFileSync(file, JSON.stringify(identity));
  expect(tryLock(file)).toEqual({ heldBy: other.pid });
  other.kill("SIGKILL");
  await once(other, "exit");
  expect(tryLock(file).release).toBeTypeOf("function");
  writeFileSync(file, JSON.stringify({ pid: process.pid, startMark: "of an earlier process with this pid" }));
  expect(tryLock(file).release).toBeTypeOf("function");
});

test("a lock without an owner is one being taken, until it is old", () => {
  tryLock(file);
  writeFileSync(file, "");
  expect(tryLock(file)).toEqual({ heldBy: null });
  const old = new Date(Date.now() - 60_000);
  utimesSync(file, old, old);
  expect(tryLock(file).release).toBeTypeOf("function");
});

test("releasing does not free what another process took since", async () => {
  const lock = tryLock(file);
  const other = spawn("sleep", ["60"], { stdio: "ignore" });
  await once(other, "spawn");
  try {
    writeFileSync(file, JSON.stringify(identifyProcess(other.pid ?? 0)));
    lock.release();
    expect(lockHolder(file)).toBe(other.pid);
  } finally {
    other.kill("SIGKILL");
  }
});
