import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { regionNames, type RegionNames } from "@/lib/pipeline/present/region-name";
import { regionsQuery } from "./catalog-queries";

/** What people call a region, by its code: the name that an admin gave it, else the usual one. Follows changes live. */
export function useRegionName(): RegionNames {
  const { data } = useQuery(regionsQuery);
  return useMemo(() => regionNames(data?.data ?? []), [data]);
}
