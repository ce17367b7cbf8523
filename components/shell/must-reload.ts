/** After that long away a page that nobody looks after starts afresh. */
const LONG_AWAY_MS = 120_000;

/** What a page knows when its connection is back. */
export interface Recovery {
  readonly awayMs: number;
  /** The build that the page is of, and the one that is served now; "" or null: not known. */
  readonly ownBuild: string | null;
  readonly servedBuild: string | null;
}

/** Whether a screen on a wall should load its page again. Only for a server that answers: a failed load would stay. */
export function mustReload({ awayMs, ownBuild, servedBuild }: Recovery): boolean {
  if (awayMs >= LONG_AWAY_MS) return true;
  return Boolean(ownBuild) && Boolean(servedBuild) && ownBuild !== servedBuild;
}
