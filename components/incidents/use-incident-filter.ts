import { parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import {
  incidentFilter,
  type IncidentFilterModel,
  type IncidentFilterParams,
} from "@/lib/pipeline/present/incident-filter";

const PARSERS = {
  status: parseAsString,
  severity: parseAsString,
  region: parseAsString,
  service: parseAsString,
  mine: parseAsString,
};

/** Which incidents are listed; all of it is in the address, so that a link shows the same. */
export function useIncidentFilter(): IncidentFilterModel & {
  readonly set: (change: Partial<IncidentFilterParams>) => void;
} {
  const [{ status, severity, region, service, mine }, setParams] = useQueryStates(PARSERS, {
    history: "push",
    scroll: false,
  });
  return useMemo(
    () => ({
      ...incidentFilter({ status, severity, region, service, mine }),
      set: (change) => void setParams(change),
    }),
    [status, severity, region, service, mine, setParams],
  );
}
