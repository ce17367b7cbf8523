import type { Stores } from "@/lib/context";

const RECENT = 20;

/** The newest imports, and when one of them last ended that wrote any rows; 0: none did. */
export async function recentImports({ backfills }: Pick<Stores, "backfills">) {
  const recent = await backfills.list(RECENT);
  const ended = recent.flatMap(({ finishedAtMs, rows }) => (rows > 0 ? (finishedAtMs ?? []) : []));
  return { recent, endedMs: Math.max(0, ...ended) };
}
