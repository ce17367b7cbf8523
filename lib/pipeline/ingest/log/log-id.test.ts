import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readLogId } from "./log-id";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "hm-log-id-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it("is made once and stays", async () => {
  const id = await readLogId(dir);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(await readLogId(dir)).toBe(id);
  expect(await readdir(dir)).toEqual(["log-id"]);
});

it("is made anew after a crash that left only a draft", async () => {
  await writeFile(join(dir, "log-id.draft"), "half");
  expect(await readLogId(dir)).toMatch(/^[0-9a-f-]{36}$/);
});

it("is never replaced: a file that holds something else is an error", async () => {
  await writeFile(join(dir, "log-id"), "");
  await expect(readLogId(dir)).rejects.toThrow(/does not hold the identity/);
});
