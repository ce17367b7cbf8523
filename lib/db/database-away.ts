/** Codes of Prisma (P…), of sockets and of Postgres (57P…, 08…, 53300) that mean: the database does not serve now. */
const AWAY_CODES = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "53300",
]);
const AWAY_KINDS = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);
const AWAY_TEXT =
  /connection terminated|timeout exceeded when trying to connect|can't reach database server|server has closed the connection|terminating connection|connection timeout/i;
/** Prisma wraps an adapter's error, which wraps the driver's. */
const MAX_CAUSES = 5;

/** Whether an error says that the database cannot be reached, as opposed to refusing what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof current === "object" && current !== null; depth += 1) {
    const { code, kind, originalCode, message, cause } = current as Record<string, unknown>;
    if ([code, originalCode].some((value) => typeof value === "string" && AWAY_CODES.has(value))) return true;
    if (typeof kind === "string" && AWAY_KINDS.has(kind)) return true;
    if (typeof message === "string" && AWAY_TEXT.test(message)) return true;
    current = cause;
  }
  return false;
}
