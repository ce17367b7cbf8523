/** What a browser remembers of its visitor, in cookies so that the server renders it right the first time. */
export const THEME_COOKIE = "hm-theme";
export const TIME_ZONE_COOKIE = "hm-tz";
export const SHORTCUTS_COOKIE = "hm-keys";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const YEAR_SECONDS = 31_536_000;
const FALLBACK_TIME_ZONE = "UTC";

/** The theme of a cookie's value; anything unknown follows the system. */
export function themeOf(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

const OFF = "off";

/** Whether single keys are shortcuts: unless the cookie's value says that they are not. */
export function shortcutsOf(value: string | undefined): boolean {
  return value !== OFF;
}

/** The cookie's value for it. */
export function shortcutsValue(enabled: boolean): string {
  return enabled ? "on" : OFF;
}

/** The IANA time zone of a cookie's value; UTC when it is none that this runtime knows. */
export function timeZoneOf(value: string | undefined): string {
  try {
    const zone = value === undefined ? FALLBACK_TIME_ZONE : decodeURIComponent(value);
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return FALLBACK_TIME_ZONE;
  }
}

/** A value for `document.cookie`. */
export function preferenceCookie(name: string, value: string): string {
  return `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
