"use client";

import { useSyncExternalStore } from "react";
import type { Theme } from "./preference-cookie";
import { chooseTheme, currentTheme, subscribeToTheme, THEME_LABEL, themeAfter } from "./theme-choice";

/** Auto, light, dark. `initial`: what the server rendered. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const theme = useSyncExternalStore(subscribeToTheme, currentTheme, () => initial);
  const following = themeAfter(theme);
  return (
    <button
      type="button"
      className="btn"
      onClick={() => chooseTheme(following)}
      aria-label={`Theme: ${THEME_LABEL[theme]}. Change to ${THEME_LABEL[following]}`}
    >
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M6 1a5 5 0 0 1 0 10Z" fill="currentColor" />
      </svg>
      {THEME_LABEL[theme]}
    </button>
  );
}
