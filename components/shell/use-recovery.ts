import { useEffect, useRef } from "react";
import { useLive } from "@/components/queries/live-context";
import { mustReload } from "./must-reload";

/** Loads the page again, once the server answers, after a long loss of the connection and after an update of the product. */
export function useRecovery(): void {
  const connection = useLive();
  const ownBuild = useRef<Promise<string | null> | null>(null);
  const awaySinceMs = useRef<number | null>(null);
  useEffect(() => {
    ownBuild.current ??= servedBuild();
    if (connection === "reconnecting") awaySinceMs.current ??= Date.now();
    if (connection !== "open" || awaySinceMs.current === null) return;
    const awayMs = Date.now() - awaySinceMs.current;
    awaySinceMs.current = null;
    void Promise.all([ownBuild.current, servedBuild()]).then(([own, served]) => {
      if (mustReload({ awayMs, ownBuild: own, servedBuild: served })) window.location.reload();
    });
  }, [connection]);
}

async function servedBuild(): Promise<string | null> {
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  return answer?.headers.get("x-build") ?? null;
}
