import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { activeIncidentsQuery, incidentListQuery } from "@/components/queries/incident-queries";
import { SECOND_MS } from "@/lib/domain/window";
import { incidentSearch, isWanted, type IncidentFilterModel } from "@/lib/pipeline/present/incident-filter";
import { byMoneyAtRisk } from "@/lib/pipeline/present/incident-model";

/** What an incident costs is of the newest cycle, which no incident's change tells of. */
export const COST_EVERY_MS = 10 * SECOND_MS;

/** The incidents that a filter asks for: active ones all at once, most money at risk first; others newest first, by page. */
export function useListedIncidents(filter: IncidentFilterModel, me: string) {
  const isActive = filter.status === "active";
  const active = useQuery({ ...activeIncidentsQuery, refetchInterval: COST_EVERY_MS });
  const search = incidentSearch(filter, me).toString();
  const paged = useInfiniteQuery({ ...incidentListQuery(search), enabled: !isActive });
  const rows = useMemo(() => {
    if (!isActive) return paged.data?.pages.flatMap(({ data }) => data);
    return active.data?.data.filter((each) => isWanted(each, filter, me)).toSorted(byMoneyAtRisk);
  }, [isActive, paged.data, active.data, filter, me]);
  const newest = isActive ? active.data : paged.data?.pages[0];
  return { rows, currency: newest?.meta.currency, query: isActive ? active : paged, older: paged, isActive };
}
