import { useEffect } from "react";

/** Keeps the screen awake where the browser can: the lock goes with each hiding of the page, and is asked for again. */
export function useWakeLock(): void {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return; // plain HTTP, or an older browser
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const ask = async () => {
      if (document.visibilityState !== "visible" || (lock !== null && !lock.released)) return;
      lock = await navigator.wakeLock.request("screen").catch(() => null); // an empty battery refuses
      if (over) void lock?.release();
    };
    const onVisible = () => void ask();
    void ask();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, []);
}
