import { useEffect, useEffectEvent, useRef, type RefObject } from "react";
import { NO_KEYS, pressKey } from "@/components/shell/key-sequence";
import { SHORTCUTS_COOKIE, shortcutsOf } from "@/components/shell/preference-cookie";
import { isTypingIn } from "@/components/ui/is-typing-in";

export const INBOX_KEYS = ["j", "k", "a", "r", "x"] as const;
type InboxKey = (typeof INBOX_KEYS)[number];
/** After a `g` they belong to the shell: `g r` leads to a page. */
const KNOWN = INBOX_KEYS.flatMap((key) => [key, `g ${key}`]);

interface InboxKeysOptions {
  readonly list: RefObject<HTMLElement | null>;
  /** In their order on the page. */
  readonly ids: readonly string[];
  /** What a key does to the incident that has the focus. */
  readonly onKey: (key: Exclude<InboxKey, "j" | "k">, id: string) => void;
}

/**
 * Single keys of the inbox: `j` and `k` move the focus from title to title, where Enter opens; the others act on the one with
 * the focus. Off with the other single keys. When the row with the focus goes, the one in its place has it.
 */
export function useInboxKeys({ list, ids, onKey }: InboxKeysOptions): void {
  const sequence = useRef(NO_KEYS);
  const last = useRef<{ readonly id: string; readonly index: number } | null>(null);
  const titles = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-title]") ?? [])];
  const current = () => {
    const row = document.activeElement?.closest<HTMLElement>("[data-incident]");
    return row && list.current?.contains(row) ? (row.dataset.incident ?? null) : null;
  };
  const focus = (index: number) => {
    const id = ids[index];
    if (id === undefined) return;
    last.current = { id, index };
    titles()[index]?.focus();
  };
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event))
      return;
    const next = pressKey(sequence.current, event.key, event.timeStamp, KNOWN);
    sequence.current = next.sequence;
    const key = INBOX_KEYS.find((each) => each === next.matched);
    if (key === undefined) return;
    event.preventDefault();
    const id = current();
    const index = id === null ? -1 : ids.indexOf(id);
    if (key === "j")
      return focus(index < 0 ? (last.current?.index ?? 0) : Math.min(index + 1, ids.length - 1));
    if (key === "k") return focus(index < 0 ? 0 : Math.max(index - 1, 0));
    if (id === null) return;
    last.current = { id, index };
    if (!event.repeat) onKey(key, id);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  const follow = useEffectEvent(() => {
    const was = last.current;
    if (was === null || ids.includes(was.id) || document.activeElement !== document.body) return;
    focus(Math.min(was.index, ids.length - 1));
  });
  const order = ids.join(" ");
  useEffect(() => follow(), [order]);
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (isTypingIn(event.target) || document.querySelector("dialog[open]") !== null) return true;
  const value = document.cookie.split("; ").find((each) => each.startsWith(`${SHORTCUTS_COOKIE}=`));
  return !shortcutsOf(value?.slice(SHORTCUTS_COOKIE.length + 1));
}
