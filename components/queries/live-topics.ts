import type { QueryKey } from "@tanstack/react-query";
import type { LiveEvent } from "@/lib/contracts/live-event";
import { queryKeys } from "./query-keys";

/** The queries that an event makes stale; nothing else is asked again. */
export function staleAfter(event: LiveEvent): readonly QueryKey[] {
  switch (event.topic) {
    case "snapshot":
      return [queryKeys.snapshot.all, queryKeys.history.live];
    case "ingest":
      return [queryKeys.ingest.all];
    case "resync":
      return [queryKeys.snapshot.all, queryKeys.history.all, queryKeys.ingest.all];
    default:
      return event satisfies never;
  }
}
