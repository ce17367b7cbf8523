"use client";

import { useRef, type MouseEvent } from "react";
import { NavLinks, type NavItem } from "./nav-links";

const PANEL = "main-menu";

/** The main navigation: in the bar on a desk; on a phone a native popover that a button opens. */
export function MainMenu({ items }: { items: readonly NavItem[] }) {
  const panel = useRef<HTMLDivElement>(null);
  const follow = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest("a") && panel.current?.matches(":popover-open"))
      panel.current.hidePopover(); // the bar stays from page to page
  };
  return (
    <>
      <button
        type="button"
        className="btn btn-quiet -ml-2 px-2! lg:hidden"
        popoverTarget={PANEL}
        aria-label="Menu"
      >
        <svg viewBox="0 0 16 12" width="18" height="14" aria-hidden="true">
          <path d="M0 1h16M0 6h16M0 11h16" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </button>
      <div id={PANEL} ref={panel} popover="auto" className="main-menu" onClick={follow}>
        <NavLinks label="Main" items={items} menu />
      </div>
    </>
  );
}
