"use client";

import { openDialog } from "./open-dialog";

/** Opens the list of shortcuts, also for those who switched single keys off. */
export function ShortcutsButton({ className }: { className: string }) {
  return (
    <button
      type="button"
      className={className}
      aria-haspopup="dialog"
      onClick={() => openDialog.open("shortcuts")}
    >
      Keyboard shortcuts
    </button>
  );
}
