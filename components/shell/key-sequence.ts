/** The keys of a sequence that were pressed so far. */
export interface KeySequence {
  readonly pressed: string;
  readonly atMs: number;
}

export const NO_KEYS: KeySequence = { pressed: "", atMs: 0 };

/** Somebody who waits longer between two keys means them apart. */
const SEQUENCE_MS = 1_500;

/**
 * What one more key makes of a sequence: the shortcut that is complete with it, or what has begun.
 * @param known every shortcut, such as `t` or `g e`
 */
export function pressKey(
  before: KeySequence,
  key: string,
  nowMs: number,
  known: readonly string[],
): { readonly sequence: KeySequence; readonly matched: string | null } {
  const goesOn = before.pressed !== "" && nowMs - before.atMs <= SEQUENCE_MS;
  for (const pressed of goesOn ? [`${before.pressed} ${key}`, key] : [key]) {
    if (known.includes(pressed)) return { sequence: NO_KEYS, matched: pressed };
    if (known.some((keys) => keys.startsWith(`${pressed} `)))
      return { sequence: { pressed, atMs: nowMs }, matched: null };
  }
  return { sequence: NO_KEYS, matched: null };
}
