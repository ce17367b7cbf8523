import type { Deed } from "@/components/shell/deed";
import type { NavItem } from "@/components/shell/nav-links";
import { keysFor, type Shortcut } from "@/components/shell/shortcuts";

export type CommandGroup = "Pages" | "Settings" | "Regions" | "Services" | "Actions" | "Time zones";

/** One entry of the palette. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  /** Shown quietly beside the label, and searched. */
  readonly detail?: string;
  /** Searched, not shown. */
  readonly words?: string;
  readonly keys?: string;
  readonly deed: Deed | { readonly kind: "choose-time-zone" };
}

/** What the palette is made of. */
export interface CommandSources {
  readonly nav: readonly NavItem[];
  readonly settings: readonly NavItem[];
  readonly regions: readonly { readonly code: string; readonly name: string }[];
  readonly services: readonly string[];
  readonly mayRunCycle: boolean;
  readonly shortcuts: readonly Shortcut[];
}

/** Everything that the palette reaches, in the order in which it is shown while nothing is typed. */
export function paletteCommands(sources: CommandSources): readonly Command[] {
  const commands = [
    ...sources.nav.map((item) => page("Pages", item)),
    ...actions(sources.mayRunCycle),
    ...sources.settings.map((item) => page("Settings", item)),
    page("Settings", { href: "/sessions", label: "Sessions" }),
    ...sources.regions.map(({ code, name }) =>
      place("Regions", `/regions/${encodeURIComponent(code)}`, name, code),
    ),
    ...sources.services.map((name) => place("Services", `/services/${encodeURIComponent(name)}`, name)),
  ];
  return commands.map((command) => {
    const keys =
      command.deed.kind === "choose-time-zone" ? undefined : keysFor(command.deed, sources.shortcuts);
    return keys === undefined ? command : { ...command, keys };
  });
}

function page(group: "Pages" | "Settings", { href, label, document }: NavItem): Command {
  const words = group === "Pages" ? "go to page" : "go to settings";
  return { id: `${group} ${href}`, group, label, words, deed: { kind: "go", href, document } };
}

function place(group: "Regions" | "Services", href: string, name: string, code?: string): Command {
  const detail = code === name ? undefined : code;
  return { id: href, group, label: name, detail, deed: { kind: "go", href } };
}

const ALWAYS: readonly Omit<Command, "group">[] = [
  { id: "theme", label: "Change the theme", words: "dark light auto system", deed: { kind: "next-theme" } },
  {
    id: "time-zone",
    label: "Show times in another time zone…",
    words: "utc clock",
    deed: { kind: "choose-time-zone" },
  },
  { id: "tv-mode", label: "TV mode: for a wall", words: "kiosk fullscreen leave", deed: { kind: "tv-mode" } },
  {
    id: "copy-link",
    label: "Copy a link to this view",
    words: "share url address",
    deed: { kind: "copy-link" },
  },
  { id: "print", label: "Print this page", words: "pdf paper", deed: { kind: "print" } },
  { id: "shortcuts", label: "Keyboard shortcuts", words: "keys help", deed: { kind: "shortcuts" } },
  { id: "sign-out", label: "Sign out", words: "log out leave", deed: { kind: "go", href: "/sign-out" } },
];
const RUN_CYCLE: Omit<Command, "group"> = {
  id: "run-cycle",
  label: "Run a monitoring cycle now",
  words: "refresh start compute",
  deed: { kind: "run-cycle" },
};

function actions(mayRunCycle: boolean): readonly Command[] {
  const some = mayRunCycle ? [RUN_CYCLE, ...ALWAYS] : ALWAYS;
  return some.map((action) => ({ ...action, group: "Actions" as const }));
}

/** The time zones to choose from: the visitor's own, UTC, and all that the browser knows. */
export function timeZoneCommands(own: string, known: readonly string[]): readonly Command[] {
  const others = known.filter((zone) => zone !== own && zone !== "UTC");
  const zone = (timeZone: string | null, name: string, detail?: string): Command => ({
    id: `zone ${name}`,
    group: "Time zones",
    label: name.replaceAll("_", " "),
    detail,
    deed: { kind: "time-zone", timeZone },
  });
  return [
    zone(null, own, "your own"),
    ...(own === "UTC" ? [] : [zone("UTC", "UTC", "the same for everybody")]),
    ...others.map((name) => zone(name, name)),
  ];
}
