import { STALE_NAN_HIGH, STALE_NAN_LOW } from "./sample";

const WORDS_PER_DOUBLE = 2;
/** Which 32-bit half of a double is the high one on this machine: 1 on little-endian ones. */
export const HIGH_WORD = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
export const LOW_WORD = 1 - HIGH_WORD;

/** The 32-bit halves of the doubles; double i is words[2i + LOW_WORD], words[2i + HIGH_WORD]. Shares the memory. */
export function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * WORDS_PER_DOUBLE);
}

/** Whether values[index] is Prometheus' stale marker, by bits: other NaNs are values (and `number` loses the bits). */
export function isStaleMarker(values: Float64Array, index: number): boolean {
  if (!Number.isNaN(values[index])) return false;
  const words = wordsOf(values);
  const at = index * WORDS_PER_DOUBLE;
  return words[at + HIGH_WORD] === STALE_NAN_HIGH && words[at + LOW_WORD] === STALE_NAN_LOW;
}

/** Writes the stale marker's bits; assigning a NaN could change them. */
export function writeStaleMarker(values: Float64Array, index: number): void {
  const words = wordsOf(values);
  const at = index * WORDS_PER_DOUBLE;
  words[at + HIGH_WORD] = STALE_NAN_HIGH;
  words[at + LOW_WORD] = STALE_NAN_LOW;
}
