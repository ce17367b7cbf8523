import { beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { newApiKeySecret } from "./api-key-secret";
import { createKeyVerifier, type KeyVerifier, type VerifiedKey } from "./key-cache";

const clock = fixedClock(0);
const found: VerifiedKey = { id: "k", name: "sender", scope: "ingest", demo: false };
const bearer = `Bearer ${newApiKeySecret("ingest")}`;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

let answer: () => Promise<VerifiedKey | null>;
let lookups: number;
let verifier: KeyVerifier;

const away = () => Promise.reject(new Error("connection refused"));
const known = () => Promise.resolve(found);
const unknown = () => Promise.resolve(null);

beforeEach(() => {
  clock.set(0);
  lookups = 0;
  answer = known;
  verifier = createKeyVerifier(() => {
    lookups += 1;
    return answer();
  }, clock);
});

describe("what cannot be a key never reaches the database", () => {
  it.each([
    [null],
    [undefined],
    [""],
    ["Basic abc"],
    ["Bearer"],
    ["Bearer hm_ingest_short"],
    [bearer.replace("ingest", "admin")],
    [`${bearer}x`],
  ])("%s", async (header) => {
    expect(await verifier.verify(header)).toBeNull();
    expect(lookups).toBe(0);
  });
});

describe("caching", () => {
  it.each([
    ["a known key is remembered under 10 s", known, 9.9, 1],
    ["a known key is looked up again from 10 s on", known, 10, 2],
    ["an unknown key is remembered under 5 s", unknown, 4.9, 1],
    ["an unknown key is looked up again from 5 s on", unknown, 5, 2],
  ])("%s", async (_name, lookup, afterSeconds, expected) => {
    answer = lookup;
    const first = await verifier.verify(bearer);
    clock.advance(afterSeconds * SECOND_MS);
    expect(await verifier.verify(bearer)).toEqual(first);
    expect(lookups).toBe(expected);
  });

  it("asks once for many requests at a time", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => verifier.verify(bearer)));
    expect(all.every((key) => key === found)).toBe(true);
    expect(lookups).toBe(1);
  });

  it("refuses a revoked key 10 s after its last check", async () => {
    await verifier.verify(bearer);
    answer = unknown;
    clock.advance(10 * SECOND_MS);
    expect(await verifier.verify(bearer)).toBeNull();
  });
});

describe("while the database is away", () => {
  it("a key verified within the hour keeps working, and no longer", async () => {
    await verifier.verify(bearer);
    answer = away;
    clock.advance(HOUR_MS - 1);
    expect(await verifier.verify(bearer)).toEqual(found);
    clock.advance(1);
    await expect(verifier.verify(bearer)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("a key never seen is unavailable, not unknown: its sender repeats", async () => {
    answer = away;
    await expect(verifier.verify(bearer)).rejects.toMatchObject({ code: "unavailable" });
    answer = known;
    expect(await verifier.verify(bearer)).toEqual(found);
  });

  it("a revoked key does not come back", async () => {
    await verifier.verify(bearer);
    answer = unknown;
    clock.advance(10 * SECOND_MS);
    await verifier.verify(bearer);
    answer = away;
    clock.advance(10 * SECOND_MS);
    await expect(verifier.verify(bearer)).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("guessing", () => {
  const guess = (address: string) => verifier.verify(`Bearer ${newApiKeySecret("read")}`, address);

  it("is refused by address after 30 in a minute; keys that work are not", async () => {
    await verifier.verify(bearer, "1.1.1.1");
    answer = unknown;
    for (let i = 0; i < 30; i += 1) expect(await guess("1.1.1.1")).toBeNull();
    const before = lookups;
    await expect(guess("1.1.1.1")).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 60 });
    expect(lookups).toBe(before);
    expect(await guess("2.2.2.2")).toBeNull();
    answer = known;
    clock.advance(20 * SECOND_MS);
    expect(await verifier.verify(bearer, "1.1.1.1")).toEqual(found);
    clock.advance(40 * SECOND_MS);
    expect(await guess("1.1.1.1")).toEqual(found);
  });

  it("a single wrong key that is repeated counts as one guess per lookup", async () => {
    answer = unknown;
    for (let i = 0; i < 500; i += 1) expect(await verifier.verify(bearer, "1.1.1.1")).toBeNull();
    expect(lookups).toBe(1);
  });
});
