import fc from "fast-check";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { LogFailedError, LogFullError } from "./log-errors";
import {
  collect,
  openTestLog,
  readLog,
  segmentNames,
  temporaryDirectory,
  writeLog,
} from "./log-directory.fixture";

describe("the log", () => {
  it("gives back what was appended, in order, over several opens", async () => {
    const dir = await temporaryDirectory();
    expect(await writeLog(dir, ["a", "b"])).toEqual([1, 2]);
    expect(await writeLog(dir, ["c", "", "e"])).toEqual([3, 4, 5]);
    expect(await readLog(dir)).toEqual({ records: ["1:a", "2:b", "3:c", "4:", "5:e"], damage: [] });
    expect((await readLog(dir, 3)).records).toEqual(["4:", "5:e"]);
    expect((await readLog(dir, 5)).records).toEqual([]);
  });

  it("joins the parts of a record", async () => {
    const dir = await temporaryDirectory();
    const log = await openTestLog(dir);
    await log.append([Buffer.from("one "), Buffer.from(""), Buffer.from("record")]);
    await log.close();
    expect((await readLog(dir)).records).toEqual(["1:one record"]);
  });

  it("starts a segment at each open that appends, and never touches an old one", async () => {
    const dir = await temporaryDirectory();
    await writeLog(dir, ["a"]);
    const before = await readFile(join(dir, "0000000000000001.log"));
    await writeLog(dir, []);
    await writeLog(dir, ["b"]);
    expect(await segmentNames(dir)).toEqual(["0000000000000001.log", "0000000000000002.log"]);
    expect(await readFile(join(dir, "0000000000000001.log"))).toEqual(before);
  });

  it.each([
    {
      name: "the first sequence of an empty directory",
      texts: [],
      firstSequence: 40,
      sequenceFloor: 0,
      next: 40,
    },
    { name: "the floor of an empty directory", texts: [], firstSequence: 1, sequenceFloor: 70, next: 71 },
    { name: "what the directory holds", texts: ["a", "b"], firstSequence: 40, sequenceFloor: 0, next: 3 },
    { name: "the floor past what it holds", texts: ["a", "b"], firstSequence: 1, sequenceFloor: 9, next: 10 },
    { name: "what it holds past the floor", texts: ["a", "b"], firstSequence: 1, sequenceFloor: 1, next: 3 },
  ])("continues after $name", async ({ texts, firstSequence, sequenceFloor, next }) => {
    const dir = await temporaryDirectory();
    await writeLog(dir, texts);
    const log = await openTestLog(dir, { firstSequence, sequenceFloor });
    expect(log.lastSequence()).toBe(next - 1);
    expect(await log.append([Buffer.from("x")])).toBe(next);
    await log.close();
    expect((await readLog(dir)).records.at(-1)).toBe(`${next}:x`);
  });

  it("acknowledges concurrent appends in the order of their sequences, which is the order of calls", async () => {
    const log = await openTestLog(await temporaryDirectory(), { segmentBytes: 2_000 });
    const acknowledged: number[] = [];
    const appends = Array.from({ length: 500 }, async (_, index) => {
      if (index % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
      const sequence = await log.append([Buffer.alloc(index)]);
      acknowledged.push(sequence);
    });
    await Promise.all(appends);
    expect(acknowledged).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
    await log.close();
  });

  it("reads records longer than the read-ahead, across its edges", async () => {
    const dir = await temporaryDirectory();
    const lengths = [1_048_560, 1, 3_000_000, 0, 1_048_576, 70_000];
    const log = await openTestLog(dir);
    await Promise.all(lengths.map((length, index) => log.append([Buffer.alloc(length, index + 1)])));
    await log.close();
    const again = await openTestLog(dir);
    const records = await collect(again.replay(0));
    expect(records.map(({ payload }) => payload.length)).toEqual(lengths);
    records.forEach(({ payload }, index) => expect(payload.every((byte) => byte === index + 1)).toBe(true));
    await again.close();
  });

  it("keeps any records in any grouping and any segment size (property)", async () => {
    const dirPerRun = temporaryDirectory;
    const sessions = fc.array(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(sessions, fc.integer({ min: 1, max: 1_000 }), async (payloads, segmentBytes) => {
        const dir = await dirPerRun();
        for (const session of payloads) {
          const log = await openTestLog(dir, { segmentBytes });
          await Promise.all(session.map((payload) => log.append([Buffer.from(payload)])));
          await log.close();
        }
        const log = await openTestLog(dir);
        const records = await collect(log.replay(0));
        expect(records.map(({ payload }) => [...payload])).toEqual(
          payloads.flat().map((bytes) => [...bytes]),
        );
        expect(records.map(({ sequence }) => sequence)).toEqual(payloads.flat().map((_, index) => index + 1));
        await log.close();
      }),
      { numRuns: 40 },
    );
  });

  it("refuses appends after close, and records over the limit", async () => {
    const log = await openTestLog(await temporaryDirectory(), { maxRecordBytes: 100 });
    await expect(log.append([Buffer.alloc(85)])).rejects.toThrow(RangeError);
    expect(await log.append([Buffer.alloc(84)])).toBe(1);
    await log.close();
    await expect(log.append([Buffer.from("x")])).rejects.toThrow(LogFailedError);
  });
});

describe("deleteThrough", () => {
  it("deletes whole segments that hold nothing later, and never the one being written", async () => {
    const dir = await temporaryDirectory();
    const log = await openTestLog(dir, { segmentBytes: 100 });
    // 3 records of 50 bytes: the third starts nothing new, the second filled the segment.
    for (let index = 0; index < 5; index += 1) await log.append([Buffer.alloc(34)]);
    expect(await segmentNames(dir)).toHaveLength(3);
    expect(log.sizeBytes()).toBe(250);
    await log.deleteThrough(1);
    expect(await segmentNames(dir)).toHaveLength(3);
    await log.deleteThrough(3);
    expect(await segmentNames(dir)).toEqual(["0000000000000003.log", "0000000000000005.log"]);
    await log.deleteThrough(100);
    expect(await segmentNames(dir)).toEqual(["0000000000000005.log"]);
    expect(log.sizeBytes()).toBe(50);
    expect(await log.append([Buffer.from("on")])).toBe(6);
    await log.close();
  });

  it("deletes what earlier processes left once it is folded", async () => {
    const dir = await temporaryDirectory();
    await writeLog(dir, ["a", "b"]);
    await writeLog(dir, ["c"]);
    const log = await openTestLog(dir, { sequenceFloor: 50 });
    await log.deleteThrough(2);
    expect((await collect(log.replay(0))).map(({ sequence }) => sequence)).toEqual([3]);
    await log.deleteThrough(3);
    expect(await segmentNames(dir)).toEqual([]);
    expect(log.sizeBytes()).toBe(0);
    await log.close();
  });
});

describe("limits", () => {
  it("answers LogFullError at maxBytes, keeps what it has, and takes more after a deletion", async () => {
    const dir = await temporaryDirectory();
    const log = await openTestLog(dir, { maxBytes: 1_000, maxRecordBytes: 200 });
    const payload = Buffer.alloc(84);
    for (let index = 0; index < 10; index += 1) await log.append([payload]);
    await expect(log.append([payload])).rejects.toThrow(LogFullError);
    expect(log.sizeBytes()).toBe(1_000);
    await log.deleteThrough(10);
    expect(await log.append([payload])).toBe(11);
    await log.close();
    expect((await readLog(dir)).records.at(-1)).toMatch(/^11:/);
  });

  it("counts what is still waiting, so a burst cannot pass the limit", async () => {
    const log = await openTestLog(await temporaryDirectory(), { maxBytes: 1_000, maxRecordBytes: 200 });
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, () => log.append([Buffer.alloc(84)])),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    expect(log.sizeBytes()).toBe(1_000);
    await log.close();
  });

  it("counts what earlier processes left", async () => {
    const dir = await temporaryDirectory();
    await writeLog(dir, ["x".repeat(900)]);
    const log = await openTestLog(dir, { maxBytes: 1_000, maxRecordBytes: 200 });
    await expect(log.append([Buffer.alloc(100)])).rejects.toMatchObject({ reason: "files" });
    await log.close();
  });

  it("bounds what waits in memory", async () => {
    const log = await openTestLog(await temporaryDirectory(), { maxWaitingBytes: 250 });
    const results = await Promise.allSettled(Array.from({ length: 3 }, () => log.append([Buffer.alloc(84)])));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(results[2]).toMatchObject({ reason: { name: "LogFullError", reason: "queue" } });
    await log.close();
  });

  it("refuses limits under which a full log could never be emptied", async () => {
    const dir = await temporaryDirectory();
    await expect(openTestLog(dir, { maxBytes: 100, maxRecordBytes: 51 })).rejects.toThrow(RangeError);
  });
});
