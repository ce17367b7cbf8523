import Link from "next/link";
import type { Theme } from "./preference-cookie";
import { ShortcutsButton } from "./shortcuts-button";
import { ThemeToggle } from "./theme-toggle";

interface AccountMenuProps {
  readonly person: { readonly name: string; readonly role: string | null };
  readonly theme: Theme;
}

const PANEL = "account-menu";
const ENTRY = "block min-h-8 w-full rounded-md px-2 py-1.5 text-left hover:bg-quiet-bg";

/** Who one is, and the way out. A native popover: Escape and a click outside close it, without any script. */
export function AccountMenu({ person, theme }: AccountMenuProps) {
  return (
    <>
      <button type="button" className="btn" popoverTarget={PANEL}>
        <span className="max-sm:sr-only">{person.name}</span>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className="sm:hidden">
          <circle cx="6" cy="3.4" r="2.6" fill="currentColor" />
          <path d="M1 12a5 5 0 0 1 10 0Z" fill="currentColor" />
        </svg>
        <svg viewBox="0 0 8 5" width="8" height="5" aria-hidden="true">
          <path d="m0 0 4 5 4-5Z" fill="currentColor" />
        </svg>
      </button>
      <div id={PANEL} popover="auto" className="menu-panel">
        <p className="px-2 pt-1 pb-2 text-caption text-ink-2">
          {person.name}
          {person.role === null ? null : <>, {person.role}</>}
        </p>
        <Link href="/sessions" className={ENTRY}>
          Sessions
        </Link>
        <ShortcutsButton className={ENTRY} />
        <Link href="/sign-out" className={ENTRY}>
          Sign out
        </Link>
        <div className="px-2 pt-1 pb-1.5 xl:hidden">
          <ThemeToggle initial={theme} />
        </div>
      </div>
    </>
  );
}
