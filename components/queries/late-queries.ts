import { matchQuery, type QueryClient, type QueryKey } from "@tanstack/react-query";

/** Longer than a page that was rendered takes until all of its parts are there. */
const LATE_MS = 15_000;

interface Told {
  readonly queryKey: QueryKey;
  readonly atMs: number;
}

/**
 * Parts of a page become alive one after the other: what the server rendered for one of them may come to the cache after an
 * event that concerns it. Such a query is asked again as well.
 */
export class LateQueries {
  private told: readonly Told[] = [];

  constructor(
    private readonly client: QueryClient,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** An event made these stale. */
  note(queryKeys: readonly QueryKey[]): void {
    const atMs = this.nowMs();
    this.told = [...this.recent(), ...queryKeys.map((queryKey) => ({ queryKey, atMs }))];
  }

  /** Watches what comes to the cache; returns how to end that. */
  watch(): () => void {
    return this.client.getQueryCache().subscribe(({ type, query }) => {
      if (type !== "added" || query.state.data === undefined) return; // it is asked for only now
      if (!this.recent().some(({ queryKey }) => matchQuery({ queryKey }, query))) return;
      // It comes while its part is drawn: that is no time to change others.
      queueMicrotask(() => void this.client.invalidateQueries({ queryKey: query.queryKey, exact: true }));
    });
  }

  private recent(): readonly Told[] {
    const fromMs = this.nowMs() - LATE_MS;
    return this.told.filter(({ atMs }) => atMs >= fromMs);
  }
}
