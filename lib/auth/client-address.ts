import type { IncomingHttpHeaders } from "node:http";

/** The header that carries the sender's address to better-auth; our routes alone set it. */
export const CLIENT_ADDRESS_HEADER = "x-hm-client-address";

/**
 * The sender's address. The custom server removes forwarding headers unless a proxy is trusted, and Next then fills in the
 * socket's own; of a trusted proxy's list only the last entry is not the sender's own claim.
 * @returns null when there is none
 */
export function clientAddress(headers: Headers): string | null {
  return lastForwarded(headers.get("x-forwarded-for"));
}

/** The same for a request that Next never sees: the socket's address unless a proxy is trusted to say it. */
export function socketClientAddress(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  trustProxy: boolean,
): string | undefined {
  const forwarded = headers["x-forwarded-for"];
  const list = Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? null);
  return (trustProxy ? lastForwarded(list) : null) ?? socketAddress;
}

function lastForwarded(list: string | null): string | null {
  const last = list?.split(",").at(-1)?.trim();
  return last === undefined || last === "" ? null : last;
}
