"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import type { Deed } from "./deed";
import type { NavItem } from "./nav-links";
import { openDialog, type ShellDialog } from "./open-dialog";
import { preferenceCookie, SHORTCUTS_COOKIE, shortcutsValue } from "./preference-cookie";
import { shortcutsFor } from "./shortcuts";
import { useShellKeys } from "./use-shell-keys";
import { useViewHref } from "./view-state";

const CommandPalette = dynamic(
  () => import("@/components/palette/command-palette").then((module) => module.CommandPalette),
  { ssr: false },
);
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog), {
  ssr: false,
});
const none = (): ShellDialog | null => null;

export interface ShellDialogsProps {
  readonly nav: readonly NavItem[];
  readonly settings: readonly NavItem[];
  readonly mayRunCycle: boolean;
  /** Whether single keys are shortcuts, as the visitor left it. */
  readonly shortcutsEnabled: boolean;
}

/** The keys of every page, and the dialogs that they open. */
export function ShellDialogs({ nav, settings, mayRunCycle, shortcutsEnabled }: ShellDialogsProps) {
  const [enabled, setEnabled] = useState(shortcutsEnabled);
  const which = useSyncExternalStore(openDialog.subscribe, openDialog.current, none);
  const shortcuts = useMemo(() => shortcutsFor(nav), [nav]);
  const run = useRunDeed();
  useShellKeys(shortcuts, enabled, run);
  const enable = (next: boolean) => {
    setEnabled(next);
    document.cookie = preferenceCookie(SHORTCUTS_COOKIE, shortcutsValue(next));
  };
  if (which === "palette")
    return (
      <CommandPalette
        nav={nav}
        settings={settings}
        mayRunCycle={mayRunCycle}
        shortcuts={enabled ? shortcuts : []}
        onRun={run}
      />
    );
  if (which === "shortcuts")
    return <ShortcutsDialog shortcuts={shortcuts} enabled={enabled} onEnable={enable} />;
  return null;
}

/** Does a deed; the code for it is loaded with the first one. What is looked at stays the same on another page. */
function useRunDeed(): (deed: Deed) => void {
  const router = useRouter();
  const inView = useViewHref();
  return useCallback(
    (deed) => {
      const goes = deed.kind === "go" && deed.document !== true;
      const seen = goes ? { ...deed, href: inView(deed.href) } : deed;
      void import("./run-deed").then(({ runDeed }) => runDeed(seen, router.push));
    },
    [router, inView],
  );
}
