import { expect, test } from "vitest";
import { EventRing } from "./event-ring";

const snapshot = (asOfMs: number) => ({ topic: "snapshot", asOfMs }) as const;

function ringOf(count: number, capacity: number): { ring: EventRing; ids: string[] } {
  const ring = new EventRing("p1", capacity);
  const ids = Array.from({ length: count }, (_unused, i) => ring.add(snapshot(i)).id);
  return { ring, ids };
}

test("replays exactly what came after the id", () => {
  const { ring, ids } = ringOf(5, 10);
  expect(ring.since(ids[2])?.map((message) => message.event)).toEqual([snapshot(3), snapshot(4)]);
  expect(ring.since(ids[4])).toEqual([]);
});

test("an id that fell out of the ring cannot be replayed, the oldest that can is", () => {
  const { ring, ids } = ringOf(6, 3);
  expect(ring.since(ids[1])).toBeNull();
  expect(ring.since(ids[2])).toHaveLength(3);
});

test.each(["", "p1", "p1-", "p1-x", "p2-1", "p1-99", "1", "p1-1e3", "p1--1"])(
  "%j is not an id of this process",
  (id) => {
    expect(ringOf(5, 10).ring.since(id)).toBeNull();
  },
);

test("a browser that was told to resync resumes from there", () => {
  const { ring } = ringOf(5, 10);
  const { id } = ring.resync();
  ring.add(snapshot(9));
  expect(ring.since(id)?.map((message) => message.event)).toEqual([snapshot(9)]);
});
