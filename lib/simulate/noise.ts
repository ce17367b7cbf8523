/** Repeatable noise: every value is a hash of the seed, what it is for and when, so nothing has to be remembered. */

const UINT32_RANGE = 2 ** 32;

/** One round of MurmurHash3's 32-bit mixing (Austin Appleby, public domain). */
function mixRound(hash: number, key: number): number {
  let k = Math.imul(key, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = hash ^ Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on nothing but its arguments; they may be any integers of up to 53 bits. */
export function unitHash(seed: number, ...keys: number[]): number {
  let hash = seed | 0;
  for (const key of keys) {
    hash = mixRound(hash, key | 0);
    hash = mixRound(hash, Math.floor(key / UINT32_RANGE) | 0);
  }
  return finish(hash) / UINT32_RANGE;
}

/** unitHash(seed, key, step) without an array of keys: noise is most of what a state costs. */
function pairHash(seed: number, key: number, step: number): number {
  let hash = mixRound(mixRound(seed | 0, key | 0), Math.floor(key / UINT32_RANGE) | 0);
  hash = mixRound(mixRound(hash, step | 0), Math.floor(step / UINT32_RANGE) | 0);
  return finish(hash) / UINT32_RANGE;
}

/** A smooth wander in [-1, 1] around 0 that forgets itself in about `periodMs` (value noise, one octave). */
export function smoothNoise(seed: number, key: number, timeMs: number, periodMs: number): number {
  const position = timeMs / periodMs;
  const step = Math.floor(position);
  const along = position - step;
  const blend = along * along * (3 - 2 * along);
  const before = pairHash(seed, key, step);
  const after = pairHash(seed, key, step + 1);
  return 2 * (before + (after - before) * blend) - 1;
}

/**
 * Rounds `expected` up or down so that its mean over many `unit` draws in [0, 1) is exactly `expected`: rare events
 * appear now and then instead of never.
 */
export function ditheredCount(expected: number, unit: number): number {
  return Math.floor(expected + unit);
}
