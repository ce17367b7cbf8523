"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { receivedAlertsQuery } from "@/components/queries/alert-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { alertSenders } from "@/lib/pipeline/present/alert-senders";
import { AlertLabels } from "./alert-labels";
import { SenderCard } from "./sender-card";

/** How Alertmanager and Grafana tell of their alerts, and when they last did. */
export function AlertsPage({ baseUrl }: { baseUrl: string }) {
  const refetchInterval = usePollWhileAway();
  const received = useQuery({ ...receivedAlertsQuery, refetchInterval });
  return (
    <div className="flex flex-col gap-3.5">
      <header>
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">Alerts</h1>
        <p className="mt-1 max-w-[75ch] text-ink-2">
          Alerts of your own rules become incidents: those of one cause one, beside what is predicted and seen
          here. Send them with an ingest key, from the page{" "}
          <Link className="link" href="/settings/ingest">
            Ingest
          </Link>
          .
        </p>
      </header>
      <RefreshNotice
        error={received.error}
        dataUpdatedAt={received.dataUpdatedAt}
        what="What was received last"
        onRetry={() => void received.refetch()}
        busy={received.isFetching}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 xl:grid-cols-2">
        {alertSenders(baseUrl).map((config) => (
          <SenderCard key={config.sender} config={config} last={received.data?.data[config.sender]} />
        ))}
      </div>
      <AlertLabels />
    </div>
  );
}
