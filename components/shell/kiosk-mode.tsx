"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect } from "react";
import { withParameter } from "./address";
import { KIOSK } from "./kiosk-parameter";
import { useIdle } from "./use-idle";
import { useRecovery } from "./use-recovery";
import { useWakeLock } from "./use-wake-lock";

/** What a screen on a wall needs: it stays awake, looks after itself, shows no cursor, and Escape leaves it. */
export function KioskMode() {
  const { replace } = useRouter();
  const leave = useCallback(() => {
    const { pathname, search } = window.location;
    replace(withParameter(pathname, search, KIOSK, null));
  }, [replace]);
  useWakeLock();
  useRecovery();
  const idle = useIdle();
  useEscape(leave);
  return (
    <button type="button" className={`btn kiosk-leave ${idle ? "sr-only" : ""}`} onClick={leave}>
      Leave TV mode (Esc)
    </button>
  );
}

/** Escape first closes what is open. */
function useEscape(leave: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const busy = document.querySelector("dialog[open], :popover-open") !== null;
      if (event.key === "Escape" && !event.defaultPrevented && !busy) leave();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [leave]);
}
