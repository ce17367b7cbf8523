import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveFile } from "./receive-file";

const LIMITS = { fileBytes: 10, folderBytes: 15 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "hm-receive-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const receive = (body: string) =>
  receiveFile(new Request("http://x/", { method: "POST", body }), folder, ".om", LIMITS);

test("a file is there as a whole, under a name of ours", async () => {
  const { file, bytes } = await receive("0123456789");
  expect([bytes, readFileSync(path.join(folder, file), "utf8")]).toEqual([10, "0123456789"]);
  expect(file).toMatch(/^[\da-f-]{36}\.om$/);
});

test("one that is too large leaves nothing behind", async () => {
  await expect(receive("0123456789a")).rejects.toMatchObject({ code: "too-large" });
  expect(readdirSync(folder)).toEqual([]);
});

test("one for which the folder has no room is refused, and what is there stays", async () => {
  writeFileSync(path.join(folder, "waits.om"), "012345");
  await expect(receive("0123456789")).rejects.toMatchObject({
    code: "too-large",
    publicText: "No room: the folder of imports may hold 15 bytes.",
  });
  expect(readdirSync(folder)).toEqual(["waits.om"]);
  await receive("012345678");
});
