import { preferenceCookie, THEME_COOKIE, themeOf, THEMES, type Theme } from "./preference-cookie";

export const THEME_LABEL: Readonly<Record<Theme, string>> = { system: "Auto", light: "Light", dark: "Dark" };

const listeners = new Set<() => void>();

/** The theme that the page is in: the server wrote it on <html>, from the cookie. */
export function currentTheme(): Theme {
  return themeOf(document.documentElement.dataset.theme);
}

export function subscribeToTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Shows the page in a theme, and lets the server render the next one in it. */
export function chooseTheme(next: Theme): void {
  document.cookie = preferenceCookie(THEME_COOKIE, next);
  const root = document.documentElement;
  if (next === "system") delete root.dataset.theme;
  else root.dataset.theme = next;
  for (const listener of listeners) listener();
}

/** Auto, light, dark, and from the beginning. */
export function themeAfter(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
}
