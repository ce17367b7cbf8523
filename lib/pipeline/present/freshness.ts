import { SECOND_MS, WINDOW_MS } from "@/lib/domain/window";
import type { Shape, Tone } from "./status-model";

export type Connection = "connecting" | "open" | "reconnecting";

export interface Freshness {
  readonly state: "live" | "reconnecting" | "stale" | "waiting";
  readonly word: string;
  readonly shape: Shape;
  readonly tone: Tone;
}

/** Three cycles, with the delay and the way to the browser: after that the figures are not the present any more. */
export const STALE_AFTER_MS = 3 * WINDOW_MS + 5 * SECOND_MS;

/**
 * What the page says of its own figures. Old figures are called stale even on an open connection; fresh ones on a broken
 * connection are still fresh, but will not stay so.
 * @param asOfMs what the figures are of; null: there were none yet
 */
export function freshness(connection: Connection, asOfMs: number | null, nowMs: number): Freshness {
  if (asOfMs === null) return { state: "waiting", word: "Waiting for data", shape: "ring", tone: "quiet" };
  if (nowMs - asOfMs > STALE_AFTER_MS)
    return { state: "stale", word: "Stale", shape: "triangle", tone: "warn" };
  if (connection === "reconnecting")
    return { state: "reconnecting", word: "Reconnecting", shape: "ring", tone: "warn" };
  return { state: "live", word: "Live", shape: "circle", tone: "ok" };
}
