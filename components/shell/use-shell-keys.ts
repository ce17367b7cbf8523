import { useEffect, useEffectEvent, useRef } from "react";
import { isTypingIn } from "@/components/ui/is-typing-in";
import type { Deed } from "./deed";
import { NO_KEYS, pressKey } from "./key-sequence";
import { openDialog } from "./open-dialog";
import type { Shortcut } from "./shortcuts";

/**
 * Listens for the shell's keys: Ctrl+K (⌘K) always, single keys while they are enabled. A key that belongs to a field, to an
 * open dialog or to whoever took it before does nothing here.
 */
export function useShellKeys(shortcuts: readonly Shortcut[], enabled: boolean, run: (deed: Deed) => void) {
  const sequence = useRef(NO_KEYS);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (opensPalette(event)) {
      event.preventDefault(); // some browsers go to their own search
      return openDialog.toggle("palette");
    }
    if (!enabled || belongsElsewhere(event)) return;
    const known = shortcuts.map(({ keys }) => keys);
    const next = pressKey(sequence.current, event.key, event.timeStamp, known);
    sequence.current = next.sequence;
    const shortcut = shortcuts.find(({ keys }) => keys === next.matched);
    if (shortcut === undefined) return;
    event.preventDefault(); // the key must not arrive in the field of what opens
    run(shortcut.deed);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function opensPalette(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
}

function belongsElsewhere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.key === "Shift") return true;
  return isTypingIn(event.target) || document.querySelector("dialog[open]") !== null;
}
