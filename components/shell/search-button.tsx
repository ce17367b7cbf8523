"use client";

import { useSyncExternalStore } from "react";
import { KeyCaps } from "@/components/ui/key-caps";
import { isApple } from "./is-apple";
import { openDialog } from "./open-dialog";

const never = () => () => undefined;

/** Opens the palette. */
export function SearchButton() {
  const apple = useSyncExternalStore(never, isApple, () => false);
  return (
    <button
      type="button"
      className="btn"
      aria-label="Search and commands"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => openDialog.open("palette")}
    >
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="5" cy="5" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="m8 8 3.4 3.4" stroke="currentColor" strokeWidth="1.6" />
      </svg>
      <span className="max-[1439px]:hidden">Search</span>
      <span className="max-2xl:hidden" aria-hidden="true">
        <KeyCaps keys={`${apple ? "⌘" : "Ctrl"} k`} />
      </span>
    </button>
  );
}
