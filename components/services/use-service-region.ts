"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useCallback } from "react";

/** The region whose figures a service's page shows, from the address; null: all of them. */
export function useServiceRegion(): {
  readonly region: string | null;
  readonly choose: (region: string | null) => void;
} {
  const [region, set] = useQueryState(
    "region",
    parseAsString.withOptions({ history: "push", scroll: false }),
  );
  return { region, choose: useCallback((next) => void set(next), [set]) };
}
