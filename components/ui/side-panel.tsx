"use client";

import { useId, useLayoutEffect, useRef, type ReactNode } from "react";

interface SidePanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A panel for a form, at the window's side, for as long as it is rendered. The browser's own dialog: the focus stays inside
 * and returns to where it was; Escape closes it. A slip of the pointer outside does not: what was typed would be lost.
 */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const closed = () => {
    if (dialog.current?.open !== true) onClose(); // while developing, React opens it twice
  };
  return (
    <dialog ref={dialog} className="side-panel" aria-labelledby={id} onClose={closed}>
      <h2 id={id} className="mb-4 text-[17px] leading-[1.3] font-[640] tracking-[-0.01em] wrap-anywhere">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
