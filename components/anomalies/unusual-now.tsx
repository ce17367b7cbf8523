"use client";

import { useQuery } from "@tanstack/react-query";
import { openAnomaliesQuery } from "@/components/queries/anomaly-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { EmptyState } from "@/components/ui/empty-state";
import { PagePart } from "@/components/ui/page-part";
import { anomaliesOf, nothingUnusual } from "@/lib/pipeline/present/anomaly-words";
import { AnomalyItem } from "./anomaly-item";

interface UnusualNowProps {
  readonly title?: string;
  readonly region?: string | null;
  readonly service?: string | null;
}

/** What is unusual now in a place, or anywhere, newest first; where nothing is, whether anybody could tell. */
export function UnusualNow({ title = "Unusual now", region = null, service = null }: UnusualNowProps) {
  const refetchInterval = usePollWhileAway();
  const open = useQuery({ ...openAnomaliesQuery(service), refetchInterval });
  const nowMs = useSlowNowMs();
  const nameOf = useRegionName();
  return (
    <PagePart title={title} query={open} what="What is unusual" heightPx={56}>
      {({ data, meta }) => {
        const here = anomaliesOf(data, { region, service });
        const nothing = nothingUnusual(meta, { region, nowMs, nameOf });
        if (here.length === 0)
          return <EmptyState title={nothing.title}>{nothing.reason ?? undefined}</EmptyState>;
        return (
          <ul className="mt-2 flex flex-col gap-2">
            {here.map((anomaly) => (
              <AnomalyItem key={anomaly.id} anomaly={anomaly} page={{ region, service }} />
            ))}
          </ul>
        );
      }}
    </PagePart>
  );
}
