"use client";

import { useLayoutEffect, useRef, type MouseEvent, type ReactNode } from "react";

interface ModalDialogProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A dialog over everything, for as long as it is rendered. The browser's own: the focus stays inside and returns to where it
 * was; Escape and a click outside close it. `data-first-focus` marks what has the focus at first; else the browser chooses.
 */
export function ModalDialog({ label, onClose, className = "", children }: ModalDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    shown?.querySelector<HTMLElement>("[data-first-focus]")?.focus();
    return () => shown?.close();
  }, []);
  const closed = () => {
    if (dialog.current?.open !== true) onClose(); // while developing, React opens it twice
  };
  const pressed = (event: MouseEvent) => {
    if (event.target === dialog.current) dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      className={`modal-dialog ${className}`}
      onClose={closed}
      onClick={pressed}
    >
      {children}
    </dialog>
  );
}
