import { expect, it, vi } from "vitest";
import { ToastQueue } from "./toast";

it("keeps messages until somebody takes them, and hands each over once", () => {
  const queue = new ToastQueue();
  expect(queue.wasUsed()).toBe(false);
  queue.add({ text: "first" });
  queue.add({ text: "second" });
  expect(queue.take().map(({ text }) => text)).toEqual(["first", "second"]);
  expect(queue.take()).toEqual([]);
  expect(queue.wasUsed()).toBe(true);
});

it("tells those who listen, and nobody who left", () => {
  const queue = new ToastQueue();
  const stays = vi.fn();
  const leaves = vi.fn();
  queue.subscribe(stays);
  queue.subscribe(leaves)();
  queue.add({ text: "news" });
  expect(stays).toHaveBeenCalledTimes(1);
  expect(leaves).not.toHaveBeenCalled();
});
