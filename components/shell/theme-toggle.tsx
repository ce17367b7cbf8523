"use client";

import { useState } from "react";
import { preferenceCookie, THEME_COOKIE, THEMES, type Theme } from "./preference-cookie";

const LABEL: Readonly<Record<Theme, string>> = { system: "Auto", light: "Light", dark: "Dark" };

/** Auto, light, dark. The cookie lets the server render the next page in it. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    setTheme(next);
    document.cookie = preferenceCookie(THEME_COOKIE, next);
    const root = document.documentElement;
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
  };
  const following = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  return (
    <button
      type="button"
      className="btn"
      onClick={() => choose(following)}
      aria-label={`Theme: ${LABEL[theme]}. Change to ${LABEL[following]}`}
    >
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M6 1a5 5 0 0 1 0 10Z" fill="currentColor" />
      </svg>
      {LABEL[theme]}
    </button>
  );
}
