import { createLogger } from "./logger";
import { telemetry } from "./telemetry";

const logger = createLogger("stores");
/** By table and id; of so many that it matters nothing is readable any more. */
const named = new Set<string>();
const MOST_NAMED = 10_000;

/** Counts rows that were left out because this version cannot read them, and names each once in this process' log. */
export function noteUnreadable(table: string, ids: readonly string[]): void {
  if (ids.length === 0) return;
  telemetry.unreadableRows.inc({ table }, ids.length);
  const news = ids.filter((id) => !named.has(`${table}/${id}`));
  if (news.length === 0 || named.size > MOST_NAMED) return;
  for (const id of news) named.add(`${table}/${id}`);
  logger.error({ table, unreadable: news }, "damaged rows left out");
}
