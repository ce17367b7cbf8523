"use client";

import { useId, useRef, useState, type ReactNode } from "react";
import { placePanel } from "./place-panel";

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
        tabIndex={0} // a long text is scrolled by keyboard
        className="explain-panel"
        onBeforeToggle={() =>
          placePanel(button.current, panel.current, { widthPx: WIDTH_PX, align: "right" })
        }
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        <h3 className="text-body font-semibold text-ink">{subject}</h3>
        {open ? children : null}
      </div>
    </>
  );
}
