import { useEffect, useState } from "react";

const IDLE_AFTER_MS = 3_000;
const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin"] as const;

/** Whether nobody has touched anything for a while; the cursor is hidden then. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wake = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), IDLE_AFTER_MS);
    };
    wake();
    for (const sign of SIGNS) window.addEventListener(sign, wake);
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, wake);
    };
  }, []);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-idle", idle);
    return () => document.documentElement.removeAttribute("data-idle");
  }, [idle]);
  return idle;
}
