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
    case "backfill":
      return event.ended ? [queryKeys.backfills.all, queryKeys.history.all] : [queryKeys.backfills.all];
    case "mapping":
      return [queryKeys.mappings.all, queryKeys.ingest.all];
    case "catalog":
      return [queryKeys.catalog.all];
    case "deployment":
      return [queryKeys.deployments.all];
    case "objective":
      return [queryKeys.objectives.all];
    case "business":
      return [queryKeys.business.all, queryKeys.catalog.regions]; // amounts name their currency
    case "prediction":
      return [queryKeys.predictions.all];
    case "anomaly":
      return [queryKeys.anomalies.all];
    case "incident":
      return [queryKeys.incidents.all];
    case "channel":
      return [queryKeys.channels.all];
    case "forecast":
      return [queryKeys.forecasts.all];
    case "capacity":
      return [queryKeys.capacity.all, queryKeys.forecasts.all]; // known events are in both
    case "tap":
    case "kpis":
      return [];
    case "resync":
      return [
        queryKeys.snapshot.all,
        queryKeys.history.all,
        queryKeys.ingest.all,
        queryKeys.backfills.all,
        queryKeys.mappings.all,
        queryKeys.deployments.all,
        queryKeys.catalog.all,
        queryKeys.objectives.all,
        queryKeys.business.all,
        queryKeys.predictions.all,
        queryKeys.anomalies.all,
        queryKeys.incidents.all,
        queryKeys.channels.all,
        queryKeys.forecasts.all,
        queryKeys.capacity.all,
      ];
    default:
      return event satisfies never;
  }
}
