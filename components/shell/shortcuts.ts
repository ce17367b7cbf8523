import type { Deed } from "./deed";
import type { NavItem } from "./nav-links";

/** One key, or several after each other with a space between. */
export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  readonly deed: Deed;
}

/** The second key after `g`, by where it leads. */
const PAGE_KEYS: Readonly<Record<string, string>> = {
  "/": "e",
  "/operations": "o",
  "/regions": "r",
  "/services": "s",
  "/incidents": "n",
  "/predictions": "p",
  "/capacity": "c",
  "/settings/ingest": "i",
  "/docs": "d",
};

const DEEDS: readonly Shortcut[] = [
  { keys: "?", label: "Show these shortcuts", deed: { kind: "shortcuts" } },
  { keys: "t", label: "Change the theme", deed: { kind: "next-theme" } },
  { keys: "w", label: "TV mode: for a wall", deed: { kind: "tv-mode" } },
  { keys: "c", label: "Copy a link to this view", deed: { kind: "copy-link" } },
];

/** Every shortcut of single keys, for somebody whom these pages are open to. */
export function shortcutsFor(nav: readonly NavItem[]): readonly Shortcut[] {
  const pages = nav.flatMap(({ href, label, document }): Shortcut[] => {
    const key = PAGE_KEYS[href];
    return key === undefined
      ? []
      : [{ keys: `g ${key}`, label: `Go to ${label}`, deed: { kind: "go", href, document } }];
  });
  return [...pages, ...DEEDS];
}

/** The keys of what does the same, if any. */
export function keysFor(deed: Deed, shortcuts: readonly Shortcut[]): string | undefined {
  return shortcuts.find((shortcut) => sameDeed(shortcut.deed, deed))?.keys;
}

function sameDeed(one: Deed, other: Deed): boolean {
  if (one.kind === "go") return other.kind === "go" && one.href === other.href;
  return one.kind === other.kind;
}
