"use client";

import { useEffect, useState, type FocusEvent } from "react";

const SHOWN_MS = 6_000;
/** Long enough to read it, to be surprised and to reach the button. */
const SHOWN_WITH_UNDO_MS = 15_000;

interface ToastCardProps {
  readonly text: string;
  readonly onUndo: (() => void) | null;
  readonly onClose: () => void;
}

/** One short message. It goes by itself, but never while the pointer or the focus is on it. */
export function ToastCard({ text, onUndo, onClose }: ToastCardProps) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onClose, onUndo === null ? SHOWN_MS : SHOWN_WITH_UNDO_MS);
    return () => clearTimeout(timer);
  }, [held, onClose, onUndo]);
  const left = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setHeld(false);
  };
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={left}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <p className="min-w-0 flex-1 wrap-anywhere">{text}</p>
      {onUndo === null ? null : (
        <button type="button" className="btn" onClick={onUndo} aria-keyshortcuts="Control+Z Meta+Z">
          Undo
        </button>
      )}
      <button type="button" className="btn btn-quiet px-2!" onClick={onClose} aria-label="Close this message">
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
          <path d="m1 1 8 8m0-8-8 8" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
    </div>
  );
}
