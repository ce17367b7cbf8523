import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { NowStore } from "./now-store";

const START_MS = 1_700_000_000_000;
beforeEach(() => void vi.useFakeTimers({ now: START_MS }));
afterEach(() => void vi.useRealTimers());

it("is what the server rendered until it ticks, then the browser's clock", () => {
  const store = new NowStore(START_MS - 700);
  expect([store.nowMs(), store.renderedMs()]).toEqual([START_MS - 700, START_MS - 700]);
  store.subscribe(() => undefined);
  vi.advanceTimersByTime(3_000);
  expect(store.nowMs()).toBe(START_MS + 3_000);
});

it("does not believe a browser whose clock is wrong", () => {
  const store = new NowStore(START_MS + 3_600_000);
  store.subscribe(() => undefined);
  vi.advanceTimersByTime(2_000);
  expect(store.nowMs()).toBe(START_MS + 3_602_000);
});

it("runs one timer for all listeners, and none without", () => {
  const store = new NowStore(START_MS);
  const leave = [store.subscribe(() => undefined), store.subscribe(() => undefined)];
  expect(vi.getTimerCount()).toBe(1);
  for (const each of leave) each();
  expect(vi.getTimerCount()).toBe(0);
});
