"use client";

import { useId, useRef, useState, type ReactNode } from "react";

const GAP_PX = 6;
const EDGE_PX = 12;
const WIDTH_PX = 320;

interface ExplainButtonProps {
  /** What is explained, for the button's name and the panel's heading. */
  readonly subject: string;
  readonly children: ReactNode;
}

/**
 * A '?' that opens a small panel. The panel is a native popover: Escape and a click outside close it, focus returns to
 * the button. Its content is rendered only while it is open.
 */
export function ExplainButton({ subject, children }: ExplainButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="explain-button"
        aria-label={`About ${subject}`}
        aria-expanded={open}
        popoverTarget={id}
      >
        ?
      </button>
      <div
        id={id}
        ref={panel}
        popover="auto"
        role="dialog"
        aria-label={`About ${subject}`}
        className="explain-panel"
        onBeforeToggle={() => place(button.current, panel.current)}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        <h3 className="text-body font-semibold text-ink">{subject}</h3>
        {open ? children : null}
      </div>
    </>
  );
}

/** Under its button, or above it in the lower half of the window; never over the edge. */
function place(button: HTMLElement | null, panel: HTMLElement | null): void {
  if (button === null || panel === null) return;
  const at = button.getBoundingClientRect();
  const width = Math.min(WIDTH_PX, window.innerWidth - 2 * EDGE_PX);
  const left = Math.min(Math.max(EDGE_PX, at.right - width), window.innerWidth - width - EDGE_PX);
  const below = at.bottom < window.innerHeight / 2;
  panel.style.width = `${width}px`;
  panel.style.left = `${left}px`;
  panel.style.top = below ? `${at.bottom + GAP_PX}px` : "auto";
  panel.style.bottom = below ? "auto" : `${window.innerHeight - at.top + GAP_PX}px`;
}
