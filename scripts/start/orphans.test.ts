import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identifyProcess, isSameProcessAlive } from "@/lib/platform/process-identity.mjs";
import { endOrphans } from "./orphans.mjs";

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "orphans-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

async function running(name: string) {
  const child = spawn("sleep", ["60"], { stdio: "ignore" });
  children.push(child);
  await once(child, "spawn");
  const identity = identifyProcess(child.pid ?? 0);
  if (!identity) throw new Error("sleep did not start");
  return { name, ...identity };
}

const ledger = (...entries: object[]) =>
  writeFileSync(path.join(dataDir, "processes.json"), JSON.stringify(entries));

test("ends what the last run left, but neither its Postgres nor a stranger who has the pid now", async () => {
  const [server, postgres, stranger] = [
    await running("server"),
    await running("postgres"),
    await running("worker"),
  ];
  ledger(server, postgres, { ...stranger, startMark: "an earlier process" });
  await endOrphans(dataDir, { includePostgres: false });
  expect([server, postgres, stranger].map(isSameProcessAlive)).toEqual([false, true, true]);
  await endOrphans(dataDir, { includePostgres: true });
  expect([postgres, stranger].map(isSameProcessAlive)).toEqual([false, true]);
});

test("a missing, broken or strange list ends nobody", async () => {
  await endOrphans(dataDir, { includePostgres: true });
  for (const text of ["", "{", '"x"', "{}", "[null, 4, {}]"]) {
    writeFileSync(path.join(dataDir, "processes.json"), text);
    await endOrphans(dataDir, { includePostgres: true });
  }
});
