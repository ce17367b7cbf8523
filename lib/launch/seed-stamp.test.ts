import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isSeeded, stampSeeded } from "./seed-stamp";
import type { LaunchSettings } from "./settings";

let root: string;
let settings: LaunchSettings;
const build = (hash: string) => writeFileSync(path.join(root, "dist/.build-hash"), hash);

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "seed-stamp-"));
  mkdirSync(path.join(root, "dist"));
  build("first");
  settings = {
    root,
    role: "all",
    dataDir: root,
    host: "127.0.0.1",
    port: 3000,
    localUrl: "",
    publicUrl: "",
    demo: true,
    dev: false,
    databaseUrl: null,
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("true only for the build, the mode and the database that were seeded", () => {
  expect(isSeeded(settings)).toBe(false);
  stampSeeded(settings);
  expect(isSeeded(settings)).toBe(true);
  expect(isSeeded({ ...settings, demo: false })).toBe(false);
  expect(isSeeded({ ...settings, databaseUrl: "postgresql://u@h/d" })).toBe(false);
  expect(isSeeded({ ...settings, dev: true })).toBe(false);
  build("second");
  expect(isSeeded(settings)).toBe(false);
});
