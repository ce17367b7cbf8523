import type { Clock } from "@/lib/platform/clock";
import type { KeyScope } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { hashApiKey, readBearerKey } from "./api-key-secret";

export interface VerifiedKey {
  readonly id: string;
  readonly name: string;
  readonly scope: KeyScope;
  readonly demo: boolean;
}

export interface KeyVerifier {
  /**
   * The key of an Authorization header; null when there is none, or it is unknown, revoked or expired.
   * @param address of the sender; strangers who keep guessing are slowed down by it
   * @throws AppError unavailable when the database is away and the key was not verified within the last hour, or when
   * the address has guessed too often
   */
  verify(authorization: string | null | undefined, address?: string): Promise<VerifiedKey | null>;
}

/** Looks a key up by its SHA-256; null when it is unknown, revoked or expired. Rejects when the database is away. */
export type KeyLookup = (hash: Buffer) => Promise<VerifiedKey | null>;

/** So a revoked key is refused at the latest 10 s after. */
const KNOWN_FOR_MS = 10_000;
const UNKNOWN_FOR_MS = 5_000;
/** How long a key verified before keeps working while the database is away: telemetry must not stop for that. */
const STALE_FOR_MS = 60 * 60 * 1_000;
const MAX_ENTRIES = 10_000;
const GUESSES_PER_WINDOW = 30;
const GUESS_WINDOW_MS = 60_000;
const RETRY_SECONDS = 5;
const MS_PER_SECOND = 1_000;

interface Known {
  readonly key: VerifiedKey;
  readonly checkedAtMs: number;
}

interface Guesses {
  readonly sinceMs: number;
  readonly count: number;
}

/** A verifier that asks the database about a key at most every few seconds, and once for many requests at a time. */
export function createKeyVerifier(lookup: KeyLookup, clock: Clock): KeyVerifier {
  // Apart, so that guessing never pushes out a key that works.
  const known = new Map<string, Known>();
  const unknownSinceMs = new Map<string, number>();
  const running = new Map<string, Promise<VerifiedKey | null>>();
  const guesses = new Map<string, Guesses>();

  async function ask(id: string, hash: Buffer): Promise<VerifiedKey | null> {
    const previous = known.get(id);
    try {
      const key = await lookup(hash);
      known.delete(id);
      if (key === null) putBounded(unknownSinceMs, id, clock.nowMs());
      else putBounded(known, id, { key, checkedAtMs: clock.nowMs() });
      return key;
    } catch (cause) {
      if (previous !== undefined && clock.nowMs() - previous.checkedAtMs < STALE_FOR_MS) return previous.key;
      const text = "Keys cannot be checked at the moment. Send it again shortly.";
      throw new AppError("unavailable", text, { retryAfterSeconds: RETRY_SECONDS, cause });
    }
  }

  async function askAsStranger(id: string, hash: Buffer, address: string): Promise<VerifiedKey | null> {
    refuseGuessing(guesses, address, clock.nowMs());
    const key = await ask(id, hash);
    if (key === null) countGuess(guesses, address, clock.nowMs());
    return key;
  }

  return {
    async verify(authorization, address = "") {
      const secret = readBearerKey(authorization);
      if (secret === null) return null;
      const hash = hashApiKey(secret);
      const id = hash.toString("latin1");
      const entry = known.get(id);
      if (entry !== undefined && clock.nowMs() - entry.checkedAtMs < KNOWN_FOR_MS) return entry.key;
      if (clock.nowMs() - (unknownSinceMs.get(id) ?? -Infinity) < UNKNOWN_FOR_MS) return null;
      const asked = running.get(id);
      if (asked !== undefined) return asked;
      const asking = entry === undefined ? askAsStranger(id, hash, address) : ask(id, hash);
      running.set(id, asking);
      return asking.finally(() => running.delete(id));
    },
  };
}

/** Puts an entry, as the newest; the oldest makes room. */
function putBounded<T>(map: Map<string, T>, id: string, value: T): void {
  map.delete(id);
  if (map.size >= MAX_ENTRIES) map.delete(map.keys().next().value!);
  map.set(id, value);
}

function refuseGuessing(guesses: Map<string, Guesses>, address: string, nowMs: number): void {
  const sofar = guesses.get(address);
  if (sofar === undefined || nowMs - sofar.sinceMs >= GUESS_WINDOW_MS || sofar.count < GUESSES_PER_WINDOW)
    return;
  const retryAfterSeconds = Math.ceil((sofar.sinceMs + GUESS_WINDOW_MS - nowMs) / MS_PER_SECOND);
  const text = "Too many unknown keys came from your address. Try again later.";
  throw new AppError("unavailable", text, { retryAfterSeconds });
}

function countGuess(guesses: Map<string, Guesses>, address: string, nowMs: number): void {
  const sofar = guesses.get(address);
  const running = sofar !== undefined && nowMs - sofar.sinceMs < GUESS_WINDOW_MS;
  putBounded(guesses, address, running ? { ...sofar, count: sofar.count + 1 } : { sinceMs: nowMs, count: 1 });
}
