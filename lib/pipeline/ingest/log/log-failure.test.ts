import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { beforeEach, describe, expect, it } from "vitest";

import type { Log } from "./log";
import { LogFailedError } from "./log-errors";
import { openTestLog, readLog, segmentNames, temporaryDirectory } from "./log-directory.fixture";
import { SickDisk } from "./sick-disk.fixture";

let dir: string;
let disk: SickDisk;
let log: Log;

beforeEach(async () => {
  dir = await temporaryDirectory();
  disk = new SickDisk();
  log = await openTestLog(dir, { files: disk, segmentBytes: 10_000 });
});

function append(text: string): Promise<number> {
  return log.append([Buffer.from(text)]);
}

/** What became of concurrent appends: a sequence each, or "failed". */
async function outcomes(texts: string[]): Promise<(number | "failed")[]> {
  const settled = await Promise.allSettled(texts.map(append));
  return settled.map((result) => {
    if (result.status === "fulfilled") return result.value;
    expect(result.reason).toBeInstanceOf(LogFailedError);
    return "failed";
  });
}

describe("a failing disk", () => {
  it.each(["writev", "datasync", "create", "syncDirectory"] as const)(
    "that fails in %s at first: the whole group is rejected, the next one is kept, nothing of the first appears",
    async (operation) => {
      disk.failing.add(operation);
      expect(await outcomes(["a", "b"])).toEqual(["failed", "failed"]);
      disk.failing.clear();
      expect(await outcomes(["c", "d"])).toEqual([1, 2]);
      await log.close();
      expect(await readLog(dir)).toEqual({ records: ["1:c", "2:d"], damage: [] });
    },
  );

  it.each(["writev", "datasync"] as const)(
    "that fails in %s later: what was acknowledged stays, the log goes on in a new segment",
    async (operation) => {
      await append("kept");
      disk.failing.add(operation);
      expect(await outcomes(["lost", "also lost"])).toEqual(["failed", "failed"]);
      disk.failing.clear();
      expect(await append("next")).toBe(2);
      expect(await segmentNames(dir)).toEqual(["0000000000000001.log", "0000000000000002.log"]);
      await log.close();
      expect(await readLog(dir)).toEqual({ records: ["1:kept", "2:next"], damage: [] });
    },
  );

  it("that cannot even cut the rejected records: the next segment's name outlaws them", async () => {
    await append("kept");
    disk.failing.add("datasync").add("truncate");
    expect(await outcomes(["lost", "also lost"])).toEqual(["failed", "failed"]);
    disk.failing.clear();
    expect(await append("next")).toBe(2);
    await log.close();
    expect((await readLog(dir)).records).toEqual(["1:kept", "2:next"]);
  });

  it("that can neither cut nor delete a rejected first group: refuses until it can", async () => {
    disk.failing.add("datasync").add("truncate").add("remove");
    expect(await outcomes(["lost"])).toEqual(["failed"]);
    disk.failing.delete("datasync");
    expect(await outcomes(["too early"])).toEqual(["failed"]);
    disk.failing.clear();
    expect(await append("next")).toBe(1);
    await log.close();
    expect((await readLog(dir)).records).toEqual(["1:next"]);
  });

  it("never deletes a file that somebody else put at the name it needs", async () => {
    await writeFile(join(dir, "0000000000000001.log"), "not ours");
    expect(await outcomes(["a"])).toEqual(["failed"]);
    expect(await outcomes(["b"])).toEqual(["failed"]);
    expect(await segmentNames(dir)).toEqual(["0000000000000001.log"]);
  });

  it("that takes writes in pieces: every byte arrives, in order", async () => {
    disk.writeAtMostBytes = 7;
    expect(await outcomes(["one", "two and more", "three"])).toEqual([1, 2, 3]);
    await log.close();
    expect(await readLog(dir)).toEqual({ records: ["1:one", "2:two and more", "3:three"], damage: [] });
  });

  it("frees the room that rejected records had reserved", async () => {
    await log.close();
    log = await openTestLog(dir, { files: disk, maxBytes: 1_000, maxRecordBytes: 200 });
    disk.failing.add("writev");
    for (let round = 0; round < 20; round += 1) await outcomes(["x".repeat(184)]);
    disk.failing.clear();
    expect(log.sizeBytes()).toBe(0);
    expect(await outcomes(Array(5).fill("x".repeat(184)))).toEqual([1, 2, 3, 4, 5]);
    await log.close();
  });
});

describe("group commit", () => {
  it("acknowledges nothing before the sync, gathers what comes meanwhile into one more, one at a time", async () => {
    let release: () => void = () => {};
    disk.beforeSync = () => new Promise((resolve) => (release = resolve));
    const acknowledged: number[] = [];
    const take = async (text: string) => acknowledged.push(await append(text));
    const first = take("a");
    await expect.poll(() => disk.syncs).toBe(1);
    const second = [take("b"), take("c"), take("d")];
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect({ acknowledged, syncs: disk.syncs }).toEqual({ acknowledged: [], syncs: 1 });
    release();
    await first;
    expect(acknowledged).toEqual([1]);
    await expect.poll(() => disk.syncs).toBe(2);
    release();
    await Promise.all(second);
    expect({ acknowledged, syncs: disk.syncs }).toEqual({ acknowledged: [1, 2, 3, 4], syncs: 2 });
    await log.close();
  });

  it("closes only after what is under way", async () => {
    const pending = append("a");
    await log.close();
    expect(await pending).toBe(1);
    expect((await readLog(dir)).records).toEqual(["1:a"]);
  });
});

describe("power loss", () => {
  it("at any moment, with everything unsynced gone, loses nothing acknowledged", async () => {
    const kept: string[] = [];
    for (let round = 0; round < 15; round += 1) {
      disk = new SickDisk();
      log = await openTestLog(dir, { files: disk, segmentBytes: 300 });
      const survivors: string[] = [];
      let isOff = false;
      const pending = Array.from({ length: 40 }, async (_, index) => {
        await new Promise((resolve) => setTimeout(resolve, (index * round) % 13));
        const sequence = await append(`${round}-${index}`);
        if (!isOff) survivors.push(`${sequence}:${round}-${index}`);
      });
      await new Promise((resolve) => setTimeout(resolve, round));
      // From here on nothing reaches the disk for good.
      isOff = true;
      disk.failing.add("datasync").add("syncDirectory").add("truncate").add("remove").add("create");
      kept.push(...survivors);
      await Promise.allSettled(pending);
      await log.close();
      await disk.losePower();
      expect((await readLog(dir)).records).toEqual(expect.arrayContaining(kept));
    }
    expect(kept.length).toBeGreaterThan(0);
  });
});
