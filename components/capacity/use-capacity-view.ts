import { parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { capacityView, type CapacityParams, type CapacityView } from "@/lib/pipeline/present/capacity-view";

const PARSERS = { days: parseAsString, traffic: parseAsString, lost: parseAsString, start: parseAsString };

/** What is asked of the plan; all of it is in the address, so that a link shows the same. */
export function useCapacityView(): CapacityView & {
  readonly set: (change: Partial<CapacityParams>) => void;
} {
  const [{ days, traffic, lost, start }, setParams] = useQueryStates(PARSERS, {
    history: "push",
    scroll: false,
  });
  return useMemo(
    () => ({
      ...capacityView({ days, traffic, lost, start }),
      set: (change) => void setParams(change),
    }),
    [days, traffic, lost, start, setParams],
  );
}
