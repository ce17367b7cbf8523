"use client";

import { useQuery } from "@tanstack/react-query";
import { openAnomaliesQuery } from "@/components/queries/anomaly-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { unusualAfter } from "@/lib/pipeline/present/anomaly-words";
import { AnomalyItem } from "./anomaly-item";

interface UnusualAfterProps {
  readonly service: string;
  readonly region: string | null;
}

/** What is unusual of regions and of other services since shortly after a change of a service. Nothing where nothing is. */
export function UnusualAfter({ service, region }: UnusualAfterProps) {
  const refetchInterval = usePollWhileAway();
  const open = useQuery({ ...openAnomaliesQuery(), refetchInterval });
  const after = unusualAfter(open.data?.data ?? [], { service, region });
  if (after.length === 0) return null;
  return (
    <section aria-labelledby="unusual-after" className="card">
      <h2 id="unusual-after" className="card-title">
        Also unusual since a change of it
      </h2>
      <ul className="mt-2 flex flex-col gap-2">
        {after.map((anomaly) => (
          <AnomalyItem key={anomaly.id} anomaly={anomaly} page={{ region: null, service: null }} />
        ))}
      </ul>
    </section>
  );
}
