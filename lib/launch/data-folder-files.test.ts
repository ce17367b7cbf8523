import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processStartMark } from "@/lib/platform/process-identity.mjs";
import { readDemoKeys, writeDemoKeys } from "./demo-keys";
import { limitLog, logTail, openLog } from "./log-file";
import { openProcessLedger } from "./process-ledger";
import { openSecrets } from "./secrets";

let dataDir: string;
const at = (name: string) => path.join(dataDir, name);
const mode = (name: string) => statSync(at(name)).mode & 0o777;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "data-folder-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test("secrets are made once, long, different per folder, and only their owner reads them", () => {
  const first = openSecrets(dataDir);
  expect(openSecrets(dataDir)).toEqual(first);
  expect(mode("secrets.json")).toBe(0o600);
  expect(Buffer.from(first.authSecret, "base64url").length).toBeGreaterThanOrEqual(32);
  rmSync(at("secrets.json"));
  const second = openSecrets(dataDir);
  expect(second.authSecret).not.toBe(first.authSecret);
  expect(second.postgresPassword).not.toBe(first.postgresPassword);
});

test("damaged secrets are not replaced behind the user's back", () => {
  writeFileSync(at("secrets.json"), '{"authSecret":"sho');
  expect(() => openSecrets(dataDir)).toThrow(/secrets\.json is damaged/);
  expect(readFileSync(at("secrets.json"), "utf8")).toBe('{"authSecret":"sho');
});

test("demo keys: as issued, private, and gone outside the demo", () => {
  expect(readDemoKeys(dataDir)).toBeNull();
  writeFileSync(at("demo-keys.json.new"), "left by a killed start");
  chmodSync(at("demo-keys.json.new"), 0o644);
  writeDemoKeys(dataDir, { ingest: "a", read: "b" });
  expect(JSON.parse(readFileSync(at("demo-keys.json"), "utf8"))).toEqual({ ingest: "a", read: "b" });
  expect(mode("demo-keys.json")).toBe(0o600);
  expect(readDemoKeys(dataDir)).toEqual({ ingest: "a", read: "b" });
  writeFileSync(at("demo-keys.json"), "{");
  expect(readDemoKeys(dataDir)).toBeNull();
  writeDemoKeys(dataDir, null);
  expect(existsSync(at("demo-keys.json"))).toBe(false);
});

test("the ledger names who lives, by pid and start, until an orderly stop", () => {
  const ledger = openProcessLedger(dataDir);
  ledger.record("server", process.pid, "node server");
  ledger.record("gone", 999_999_999, "node gone");
  const startMark = processStartMark(process.pid);
  const entry = { name: "server", pid: process.pid, startMark, command: "node server" };
  expect(JSON.parse(readFileSync(at("processes.json"), "utf8"))).toEqual([entry]);
  ledger.forget("server");
  expect(JSON.parse(readFileSync(at("processes.json"), "utf8"))).toEqual([]);
  ledger.clear();
  expect(existsSync(at("processes.json"))).toBe(false);
});

test("a log that outgrew its bound is put aside while its writer goes on", () => {
  const log = openLog(at("logs/a.log"));
  writeSync(log, "0123456789\n");
  limitLog(at("logs/a.log"), 11);
  expect(existsSync(at("logs/a.log.1"))).toBe(false);
  limitLog(at("logs/a.log"), 10);
  writeSync(log, "next\n");
  closeSync(log);
  expect(readFileSync(at("logs/a.log.1"), "utf8")).toBe("0123456789\n");
  expect(readFileSync(at("logs/a.log"), "utf8")).toBe("next\n");
  appendFileSync(at("logs/a.log"), "last\n");
  expect(logTail(at("logs/a.log"), 1)).toBe("last");
  expect(logTail(at("logs/none.log"), 1)).toBe("");
});
