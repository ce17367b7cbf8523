import { describe, expect, it } from "vitest";
import { SeriesTable } from "./series-table";

/** A generator of its own, so that every run sees the same identities. */
function randomBytes(seed: number): (length: number) => Buffer {
  let state = seed;
  const next = () => (state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0);
  return (length) => Buffer.from(Array.from({ length }, () => next() >>> 24));
}

function addAll(identities: readonly Buffer[]): SeriesTable {
  const table = new SeriesTable();
  for (const identity of identities)
    if (table.find(identity, 0, identity.length) < 0) table.add(identity, 0, identity.length);
  return table;
}

describe("SeriesTable", () => {
  it("keeps 200,000 random identities apart and finds each again", { timeout: 20_000 }, () => {
    const bytes = randomBytes(1);
    const distinct = new Map<string, Buffer>();
    while (distinct.size < 200_000) {
      const identity = bytes(6 + (distinct.size % 40));
      distinct.set(identity.toString("latin1"), identity);
    }
    const identities = [...distinct.values()];
    const table = addAll(identities);
    expect(table.size).toBe(200_000);
    let wrong = 0;
    identities.forEach((identity, id) => {
      if (table.find(identity, 0, identity.length) !== id || !table.identity(id).equals(identity)) wrong++;
    });
    expect(wrong).toBe(0);
  });

  it("keeps identities apart that differ in one digit, as senders' do, without slowing down", () => {
    const identities = Array.from({ length: 200_000 }, (_, n) =>
      Buffer.from(
        `__name__node_cpu_seconds_total,cpu${n % 64},instance10.0.${n >> 14}.${(n >> 6) & 255}:9100`,
      ),
    );
    const startMs = performance.now();
    const table = addAll(identities);
    expect(table.size).toBe(200_000);
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });

  it("tells apart identities of one hash: the bytes decide", () => {
    // Found by trying: each of these pairs has one hash.
    const pairs = [[16_611, 138_574], [26_535, 166_366], [96_331, 172_479], [12_017, 178_022]]; // prettier-ignore
    const identities = pairs.flat().map((n) => Buffer.from(`series-${n}`));
    const table = addAll(identities);
    expect(table.size).toBe(identities.length);
    identities.forEach((identity, id) => {
      expect(table.find(identity, 0, identity.length)).toBe(id);
      expect(table.identity(id).equals(identity)).toBe(true);
    });
  });

  it("reads identities from the middle of a body, prefixes and the empty one included", () => {
    const body = Buffer.from("abcabcd");
    const table = new SeriesTable();
    const ranges = [[0, 3], [3, 7], [0, 0], [1, 3], [2, 3]] as const; // prettier-ignore
    for (const [start, end] of ranges) expect(table.find(body, start, end)).toBe(-1);
    ranges.forEach(([start, end], id) => expect(table.add(body, start, end)).toBe(id));
    expect(table.find(body, 3, 6)).toBe(0);
    expect(table.find(Buffer.from("xbcx"), 1, 3)).toBe(3);
    body.fill(0); // the table has its own copy
    expect(table.identity(1).toString()).toBe("abcd");
  });

  it("takes an identity longer than one chunk of its memory", () => {
    const long = Buffer.alloc(3 << 20, 7);
    const table = addAll([Buffer.from("a"), long, Buffer.from("b")]);
    expect(table.size).toBe(3);
    expect(table.identity(1).equals(long)).toBe(true);
    expect(table.find(Buffer.from("b"), 0, 1)).toBe(2);
  });
});
