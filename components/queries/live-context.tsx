"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import type { Connection } from "@/lib/pipeline/present/freshness";
import { LateQueries } from "./late-queries";
import { LiveConnection, type LiveSource } from "./live-connection";
import { staleAfter } from "./live-topics";

const LIVE_URL = "/api/live";
/** While the stream is away, figures are asked for instead. */
const POLL_MS = 10_000;

const LiveContext = createContext<LiveConnection | null>(null);
const serverState = (): Connection => "connecting";

/** Holds the page's one live stream and refreshes just the queries that an event concerns. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [late] = useState(() => new LateQueries(client));
  const [connection] = useState(
    () =>
      new LiveConnection({
        open: () => new EventSource(LIVE_URL) as LiveSource,
        onEvent: (event) => {
          const queryKeys = staleAfter(event);
          for (const queryKey of queryKeys) void client.invalidateQueries({ queryKey });
          if (event.topic !== "snapshot") late.note(queryKeys); // the next one comes in 10 s
        },
        jitter: Math.random,
      }),
  );
  useEffect(() => {
    const stopWatching = late.watch();
    connection.start();
    return () => {
      connection.stop();
      stopWatching();
    };
  }, [connection, late]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

/** Whether the page is told of changes. */
export function useLive(): Connection {
  const connection = useContext(LiveContext);
  if (connection === null) throw new Error("useLive needs a LiveProvider above it");
  return useSyncExternalStore(connection.subscribe, connection.state, serverState);
}

/** `refetchInterval` for what the live stream would have refreshed. */
export function usePollWhileAway(): number | false {
  return useLive() === "reconnecting" ? POLL_MS : false;
}
