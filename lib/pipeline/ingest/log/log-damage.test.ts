import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { beforeEach, describe, expect, it } from "vitest";

import { readLog, rewrite, segmentNames, temporaryDirectory, writeLog } from "./log-directory.fixture";
import { RECORD_HEADER_BYTES, encodeRecordHeader } from "./record-codec";

const TEXTS = ["first", "second record", "third", "the fourth of them", "fifth"];
const ALL = TEXTS.map((text, index) => `${index + 1}:${text}`);

/** Where the record of this index starts in a segment that holds TEXTS. */
function startOf(index: number): number {
  return TEXTS.slice(0, index).reduce((sum, text) => sum + RECORD_HEADER_BYTES + text.length, 0);
}

function without(index: number): string[] {
  return ALL.filter((_, other) => other !== index);
}

function record(sequence: number, text: string): Buffer {
  const payload = Buffer.from(text, "latin1");
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  encodeRecordHeader(header, 0, sequence, [payload]);
  return Buffer.concat([header, payload]);
}

let dir: string;
let path: string;
const segment = "0000000000000001.log";

beforeEach(async () => {
  dir = await temporaryDirectory();
  path = join(dir, segment);
  await writeLog(dir, TEXTS);
});

function flip(at: number, mask = 0xff): Promise<void> {
  return rewrite(path, (bytes) => {
    bytes[at] ^= mask;
    return bytes;
  });
}

describe("a torn tail", () => {
  it("is cut at every byte of the last record, and reported", async () => {
    const end = startOf(TEXTS.length);
    for (let bytes = end - 1; bytes > startOf(4); bytes -= 1) {
      await rewrite(path, (all) => all.subarray(0, bytes));
      const { records, damage } = await readLog(dir);
      expect(records).toEqual(ALL.slice(0, 4));
      expect(damage).toEqual([{ kind: "torn-tail", segment, offset: startOf(4), bytes: bytes - startOf(4) }]);
    }
    await rewrite(path, (all) => all.subarray(0, startOf(4)));
    expect(await readLog(dir)).toEqual({ records: ALL.slice(0, 4), damage: [] });
  });

  it.each([1, 15, 16, 17, 100, 3_000_000])("of %i zero bytes is cut", async (zeros) => {
    await rewrite(path, (bytes) => Buffer.concat([bytes, Buffer.alloc(zeros)]));
    const { records, damage } = await readLog(dir);
    expect(records).toEqual(ALL);
    expect(damage).toEqual([{ kind: "torn-tail", segment, offset: startOf(5), bytes: zeros }]);
  });

  it("of zeros in place of a payload whose header arrived loses that record alone", async () => {
    await rewrite(path, (bytes) => bytes.fill(0, startOf(4) + RECORD_HEADER_BYTES));
    const { records, damage } = await readLog(dir);
    expect(records).toEqual(ALL.slice(0, 4));
    expect(damage).toEqual([{ kind: "bad-record", segment, offset: startOf(4), sequence: 5 }]);
  });

  it("in an older segment does not hide the segments behind it, and the log goes on", async () => {
    await rewrite(path, (bytes) => bytes.subarray(0, bytes.length - 1));
    expect(await writeLog(dir, ["next", "more"])).toEqual([5, 6]);
    const { records, damage } = await readLog(dir);
    expect(records).toEqual([...ALL.slice(0, 4), "5:next", "6:more"]);
    expect(damage).toMatchObject([{ kind: "torn-tail" }]);
  });

  it("that is all of a segment does not make its name or its sequence be used again", async () => {
    await writeLog(dir, ["torn"]);
    await rewrite(join(dir, "0000000000000006.log"), (bytes) => bytes.subarray(0, 3));
    expect(await writeLog(dir, ["next"])).toEqual([7]);
    expect(await segmentNames(dir)).toHaveLength(3);
    expect((await readLog(dir)).records).toEqual([...ALL, "7:next"]);
  });

  it("cannot plant records that a sender hid in the body of a request", async () => {
    const planted = [6, 7, 8].map((sequence) => record(sequence, "planted").toString("latin1")).join("");
    const torn = record(6, `${planted} and the rest`);
    await rewrite(path, (bytes) => Buffer.concat([bytes, torn.subarray(0, torn.length - 3)]));
    const { records, damage } = await readLog(dir);
    expect(records).toEqual(ALL);
    expect(damage).toMatchObject([{ kind: "torn-tail", offset: startOf(5) }]);
  });
});

describe("a flipped byte", () => {
  it.each([0, 2, 4])(
    "anywhere in record %i of five loses at most that record, and is reported",
    async (index) => {
      for (let at = startOf(index); at < startOf(index + 1); at += 1) {
        for (const mask of [0x01, 0x04, 0x80, 0xff]) {
          await flip(at, mask);
          const { records, damage } = await readLog(dir);
          const isLength = at < startOf(index) + 4;
          expect(records, `byte ${at}, mask ${mask}`).toEqual(isLength ? ALL : without(index));
          const kind = isLength ? "bad-length" : expect.stringMatching(/^(bad-record|torn-tail)$/);
          expect(damage).toEqual([expect.objectContaining({ kind, offset: startOf(index) })]);
          await flip(at, mask);
        }
      }
    },
  );

  it("in a payload names the sequence that was lost", async () => {
    await flip(startOf(2) + RECORD_HEADER_BYTES);
    expect((await readLog(dir)).damage).toEqual([
      { kind: "bad-record", segment, offset: startOf(2), sequence: 3 },
    ]);
  });

  it("in a payload leaves records that a sender hid in it hidden", async () => {
    const hiding = record(1, `${record(2, "planted").toString("latin1")} end`);
    await writeFile(path, Buffer.concat([hiding, record(2, "mine")]));
    await flip(hiding.length - 1);
    const { records, damage } = await readLog(dir);
    expect(records).toEqual(["2:mine"]);
    expect(damage).toMatchObject([{ kind: "bad-record", offset: 0, sequence: 1 }]);
  });

  it("in the last record of a segment is judged by the next segment's name", async () => {
    await writeLog(dir, ["sixth"]);
    await flip(startOf(4) + RECORD_HEADER_BYTES);
    const { records, damage } = await readLog(dir);
    expect(records).toEqual([...without(4), "6:sixth"]);
    expect(damage).toEqual([{ kind: "bad-record", segment, offset: startOf(4), sequence: 5 }]);
  });
});

describe("larger damage", () => {
  it("of any range of bytes loses only the records it touches", async () => {
    const end = startOf(5);
    for (let from = 0; from < end; from += 1) {
      for (const length of [2, 5, 16, 23, 40]) {
        const to = Math.min(end, from + length);
        await rewrite(path, (bytes) => {
          for (let at = from; at < to; at += 1) bytes[at] ^= 0xa5;
          return bytes;
        });
        const { records, damage } = await readLog(dir);
        const untouched = ALL.filter((_, index) => startOf(index + 1) <= from || startOf(index) >= to);
        expect(records, `bytes ${from} to ${to}`).toEqual(expect.arrayContaining(untouched));
        expect(ALL).toEqual(expect.arrayContaining(records));
        expect(damage.length).toBeGreaterThan(0);
        await rewrite(path, (bytes) => {
          for (let at = from; at < to; at += 1) bytes[at] ^= 0xa5;
          return bytes;
        });
      }
    }
  });

  it("of a sector, across the read-ahead's edge, is stepped over", async () => {
    const big = Array.from({ length: 40 }, (_, index) => String(index).padStart(100_000, "."));
    await writeLog(dir, big);
    const big6 = join(dir, "0000000000000006.log");
    await rewrite(big6, (bytes) => bytes.fill(0, 11 * 100_016 - 2_000, 11 * 100_016 + 2_000));
    const { records, damage } = await readLog(dir);
    const lost = [ALL.length + 10, ALL.length + 11];
    expect(records.map((text) => Number(text.split(":")[0]))).toEqual(
      Array.from({ length: 45 }, (_, index) => index + 1).filter((sequence) => !lost.includes(sequence - 1)),
    );
    expect(damage.length).toBeGreaterThan(0);
  });

  it("is never taken for a record of a far sequence", async () => {
    await rewrite(path, (bytes) =>
      Buffer.concat([
        bytes.subarray(0, startOf(1)),
        Buffer.from("junk"),
        record(900, "far"),
        bytes.subarray(startOf(1)),
      ]),
    );
    expect((await readLog(dir)).records).toEqual(ALL);
  });
});

describe("order", () => {
  it("skips records that repeat or go back, and reports them", async () => {
    await rewrite(path, (bytes) =>
      Buffer.concat([bytes, bytes.subarray(startOf(1), startOf(3)), record(6, "on")]),
    );
    const { records, damage } = await readLog(dir);
    expect(records).toEqual([...ALL, "6:on"]);
    expect(damage).toMatchObject([
      { kind: "repeated-record", sequence: 2 },
      { kind: "repeated-record", sequence: 3 },
    ]);
  });
});
