/** TV mode: `?kiosk` or `?kiosk=1` in an address. */
export const KIOSK = "kiosk";

const OFF = new Set(["0", "false", "no"]);

/** Whether a parameter's value turns TV mode on; null: it is not there. */
export function isKiosk(value: string | null): boolean {
  return value !== null && !OFF.has(value.toLowerCase());
}

/** Whether an address (path and query) turns it on. */
export function isKioskAddress(address: string): boolean {
  const at = address.indexOf("?");
  return at >= 0 && isKiosk(new URLSearchParams(address.slice(at)).get(KIOSK));
}
