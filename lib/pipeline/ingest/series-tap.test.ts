import { expect, test } from "vitest";
import { readLabels } from "./decode-record";
import { decodeRemoteWrite } from "./remote-write/decode-remote-write";
import { SeriesTap } from "./series-tap";
import { encodeWriteRequest } from "@/lib/testing/remote-write-body";

const NOW_MS = Date.UTC(2026, 10, 26);
const batch = (names: readonly string[], value: number, atMs = NOW_MS) =>
  decodeRemoteWrite(
    encodeWriteRequest(
      names.map((name, n) => ({ labels: { __name__: name, n: String(n) }, samples: [[atMs, value]] })),
    ),
  );

test("keeps the newest two values of a few series of each name", () => {
  const tap = new SeriesTap(readLabels);
  tap.note(batch(["a", "a", "a", "a", "a", "a", "a", "b"], 1), NOW_MS);
  tap.note(batch(["c"], 1), NOW_MS + 999); // once a second
  tap.note(batch(["a"], 5, NOW_MS + 1_000), NOW_MS + 1_000);
  const recent = tap.recent(NOW_MS + 1_000);
  expect(recent.filter(({ labels }) => labels.__name__ === "a")).toHaveLength(5);
  expect(recent.map(({ labels }) => labels.__name__)).toContain("b");
  expect(recent.map(({ labels }) => labels.__name__)).not.toContain("c");
  expect(recent[0]).toMatchObject({
    newest: { value: 5, timeMs: NOW_MS + 1_000 },
    previous: { value: 1, timeMs: NOW_MS },
  });
});

test("forgets what is ten minutes old, and never keeps more than a thousand", () => {
  const tap = new SeriesTap(readLabels);
  for (let n = 0; n < 30; n++)
    tap.note(batch(Array.from({ length: 100 }, (_, i) => `name_${n}_${i}`), 1), NOW_MS + n * 1_000); // prettier-ignore
  const recent = tap.recent(NOW_MS + 30_000);
  expect(recent).toHaveLength(1_000);
  expect(recent.at(-1)!.labels.__name__).toBe("name_29_99");
  expect(tap.recent(NOW_MS + 640_001)).toHaveLength(0);
});

test("looks through a large request in turns", () => {
  const tap = new SeriesTap(readLabels);
  const large = batch(Array.from({ length: 2_500 }, (_, i) => `name_${i % 500}`), 1); // prettier-ignore
  for (let n = 0; n < 3; n++) tap.note(large, NOW_MS + n * 1_000);
  expect(tap.recent(NOW_MS + 3_000).length).toBeGreaterThan(500);
});

test("leaves out identities of more than 4 KiB", () => {
  const tap = new SeriesTap(readLabels);
  tap.note(batch(["a", "x".repeat(5_000)], 1), NOW_MS);
  expect(tap.recent(NOW_MS).map(({ labels }) => labels.__name__)).toEqual(["a"]);
});

test("a name whose series fell silent has room for others, though nobody asked meanwhile", () => {
  const tap = new SeriesTap(readLabels);
  tap.note(batch(["a", "a", "a", "a", "a"], 1), NOW_MS);
  const later = NOW_MS + 11 * 60_000;
  tap.note(batch(["b", "b", "b", "b", "b", "a"], 1), later);
  expect(tap.recent(later).filter(({ labels }) => labels.__name__ === "a")).toHaveLength(1);
});
