/** What can be said of the present: `key` changes when there is something to say. */
export interface News {
  readonly key: string;
  readonly sentence: string;
}

export interface Announcer {
  /** What listeners know; null: nothing yet. */
  readonly key: string | null;
  /** What was said last; "" before the first time. */
  readonly said: string;
  readonly saidAtMs: number | null;
}

export const SILENT: Announcer = { key: null, said: "", saidAtMs: null };

/** Not more often than this: a screen reader has other things to read. */
export const QUIET_MS = 10_000;

/**
 * Says what is new, at most every 10 s; asked again, it then says the newest alone. What is there at first is on the page
 * already, and what changed back meanwhile was never news. The same announcer comes back when nothing is to be said.
 */
export function announce(before: Announcer, news: News, nowMs: number): Announcer {
  if (before.key === null) return { ...before, key: news.key };
  if (before.key === news.key) return before;
  if (before.saidAtMs !== null && nowMs - before.saidAtMs < QUIET_MS) return before;
  return { key: news.key, said: news.sentence, saidAtMs: nowMs };
}
