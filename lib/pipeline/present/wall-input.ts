import { instantOf, wallOf } from "@/lib/domain/zone-time";

const TO_SECONDS = "2026-11-23T14:32:06".length;

/** What a field of date and time shows of an instant, in a zone; empty: there is none. */
export function wallInput(iso: string | null, timeZone: string): string {
  if (iso === null) return "";
  return new Date(wallOf(Date.parse(iso), timeZone)).toISOString().slice(0, TO_SECONDS);
}

/** The instant that such a field says; null: nothing, or no time. */
export function wallInstant(text: string, timeZone: string): string | null {
  const wallMs = Date.parse(`${text}Z`);
  return Number.isNaN(wallMs) ? null : new Date(instantOf(wallMs, timeZone)).toISOString();
}
