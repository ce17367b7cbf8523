import { describe, expect, it } from "vitest";
import { BLOCK_BYTES, BLOCK_SLOTS, blockStart, emptyBlock, readSlot, writeSlot } from "./rollup-block";
import { TIERS, windowStart } from "@/lib/domain/window";

const slot = { count: 3, sum: -0.25, min: -1, max: 2, last: 0, p50: 1, p95: 2, p99: 3.5 };
const unknown = { min: null, max: null, last: null, p50: null, p95: null, p99: null };

describe("a packed block", () => {
  it("gives back each slot, and null where nothing was written", () => {
    const block = emptyBlock();
    expect(block.length).toBe(BLOCK_BYTES);
    writeSlot(block, 0, slot);
    writeSlot(block, BLOCK_SLOTS - 1, { count: 0, sum: 0, ...unknown });
    expect(readSlot(block, 0)).toEqual(slot);
    expect(readSlot(block, BLOCK_SLOTS - 1)).toEqual({ count: 0, sum: 0, ...unknown });
    for (let index = 1; index < BLOCK_SLOTS - 1; index++) expect(readSlot(block, index)).toBeNull();
  });

  it("replaces a slot as a whole", () => {
    const block = emptyBlock();
    writeSlot(block, 7, slot);
    writeSlot(block, 7, { count: 1, sum: 1, ...unknown });
    expect(readSlot(block, 7)).toEqual({ count: 1, sum: 1, ...unknown });
  });

  it.each(TIERS.map((tier) => [tier.name, tier] as const))(
    "of the %s tier has a slot for each window and lies in one partition",
    (_, tier) => {
      const firstMs = Math.floor(Date.UTC(2026, 10, 23) / tier.windowMs) * tier.windowMs;
      for (let window = 0; window < 3 * BLOCK_SLOTS; window++) {
        const windowMs = firstMs + window * tier.windowMs;
        const index = (windowMs - blockStart(windowMs, tier.windowMs)) / tier.windowMs;
        expect(Number.isInteger(index) && index >= 0 && index < BLOCK_SLOTS).toBe(true);
        expect(windowStart(blockStart(windowMs, tier.windowMs), tier.partitionMs)).toBeLessThanOrEqual(
          windowMs,
        );
      }
    },
  );
});
