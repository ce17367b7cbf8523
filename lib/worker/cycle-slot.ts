import { SECOND_MS, WINDOW_MS, windowStart } from "@/lib/domain/window";

/** A window is flushed one second after its end; the cycle leaves senders and the flush a little more. */
export const CYCLE_DELAY_MS = 2.5 * SECOND_MS;

/** When a slot's cycle is due. */
export function dueMs(slotMs: number): number {
  return slotMs + CYCLE_DELAY_MS;
}

/** The newest slot that is due; every older one is missed for good. */
export function newestDueSlotMs(nowMs: number): number {
  return windowStart(nowMs - CYCLE_DELAY_MS, WINDOW_MS);
}

/** The first slot that is not due yet. */
export function nextSlotMs(nowMs: number): number {
  return newestDueSlotMs(nowMs) + WINDOW_MS;
}
