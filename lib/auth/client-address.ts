/** The header that carries the sender's address to better-auth; our routes alone set it. */
export const CLIENT_ADDRESS_HEADER = "x-hm-client-address";

/**
 * The sender's address. The custom server removes forwarding headers unless a proxy is trusted, and Next then fills in the
 * socket's own; of a trusted proxy's list only the last entry is not the sender's own claim.
 * @returns null when there is none
 */
export function clientAddress(headers: Headers): string | null {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last === undefined || last === "" ? null : last;
}
