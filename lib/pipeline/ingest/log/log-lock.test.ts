import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { spawnFixture } from "./child-process.fixture";
import { temporaryDirectory } from "./log-directory.fixture";
import { LogLockedError, lockLogDirectory } from "./log-lock";
import { identifyProcess } from "./process-identity";

describe("lockLogDirectory", () => {
  it("refuses a second holder in this process, and lets go on release", async () => {
    const dir = join(await temporaryDirectory(), "made", "on demand");
    const lock = await lockLogDirectory(dir);
    await expect(lockLogDirectory(dir)).rejects.toThrow(LogLockedError);
    await lock.release();
    await lock.release();
    const next = await lockLogDirectory(dir);
    await lock.release();
    await expect(lockLogDirectory(dir)).rejects.toThrow(String(process.pid));
    await next.release();
  });

  it("refuses another process, naming this one, and one after it too", { timeout: 60_000 }, async () => {
    const dir = await temporaryDirectory();
    const lock = await lockLogDirectory(dir);
    const refusal = `refused: The write-ahead log in ${dir} is in use by process ${process.pid}.`;
    expect(await spawnFixture("hold-lock", dir).firstLine()).toContain(refusal);
    await lock.release();
    expect(await spawnFixture("hold-lock", dir).firstLine()).toBe("locked");
  });

  it("goes to the next after kill -9 of its holder", { timeout: 60_000 }, async () => {
    const dir = await temporaryDirectory();
    const holder = spawnFixture("hold-lock", dir);
    expect(await holder.firstLine()).toBe("locked");
    await expect(lockLogDirectory(dir)).rejects.toMatchObject({ pid: holder.pid });
    await holder.kill();
    const lock = await lockLogDirectory(dir);
    await lock.release();
  });

  it("has exactly one winner among starters that race for a stale lock", { timeout: 60_000 }, async () => {
    const dir = await temporaryDirectory();
    await writeFile(
      join(dir, "writer.4.lock"),
      JSON.stringify({ pid: process.pid, startedAt: "another boot:1" }),
    );
    const lines = await Promise.all(
      Array.from({ length: 5 }, () => spawnFixture("hold-lock", dir).firstLine()),
    );
    expect(lines.filter((line) => line === "locked")).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith("refused: "))).toHaveLength(4);
  });

  it("has exactly one winner within a process, whatever the interleaving", async () => {
    for (let round = 0; round < 30; round += 1) {
      const dir = await temporaryDirectory();
      if (round % 2 === 0)
        await writeFile(join(dir, "writer.1.lock"), '{"pid":1,"startedAt":"another boot:1"}');
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockLogDirectory(dir)));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      // One file stays: no drafts, no older locks.
      expect(await readdir(dir)).toHaveLength(1);
    }
  });

  it.each([
    { name: "a reused pid", content: JSON.stringify({ pid: process.pid, startedAt: "another boot:1" }) },
    { name: "a process that is gone", content: JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null }) },
    { name: "a file that power loss emptied", content: "" },
    { name: "a file that power loss zeroed", content: "\0\0\0\0" },
    { name: "a content that names nobody", content: "null" },
  ])("takes over from $name", async ({ content }) => {
    const dir = await temporaryDirectory();
    await writeFile(join(dir, "writer.1.lock"), content);
    await expect(lockLogDirectory(dir)).resolves.toBeDefined();
    expect(await readdir(dir)).toEqual(["writer.2.lock"]);
  });

  it("refuses where only the pid is known and it runs", async () => {
    const dir = await temporaryDirectory();
    await writeFile(join(dir, "writer.1.lock"), JSON.stringify({ pid: process.pid, startedAt: null }));
    await expect(lockLogDirectory(dir)).rejects.toThrow(LogLockedError);
  });
});

describe("identifyProcess", () => {
  it("is the same for a process each time, and null for none", async () => {
    expect(await identifyProcess(process.pid)).toEqual(await identifyProcess(process.pid));
    expect(await identifyProcess(2 ** 22 + 1)).toBeNull();
  });
});
