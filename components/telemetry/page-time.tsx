"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { ViewBar } from "@/components/shell/view-bar";
import { regionZones } from "@/lib/pipeline/present/region-zones";

/** What time the page's charts show; the zones of the regions are among those to choose from. */
export function PageTime() {
  const { data } = useQuery(regionsQuery);
  const zones = useMemo(() => regionZones(data?.data ?? []), [data]);
  return <ViewBar regionZones={zones} />;
}
