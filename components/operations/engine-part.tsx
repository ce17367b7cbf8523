"use client";

import { useQuery } from "@tanstack/react-query";
import { usePollWhileAway } from "@/components/queries/live-context";
import { engineQuery } from "@/components/queries/snapshot-queries";
import { useSlowNowMs } from "@/components/shell/time-context";
import { Age } from "@/components/ui/age";
import { ClockTime } from "@/components/ui/clock-time";
import { Fact, FactList } from "@/components/ui/fact-list";
import { PagePart } from "@/components/ui/page-part";
import { StatusPill } from "@/components/ui/status-pill";
import type { MonitoringStatusContract } from "@/lib/contracts/monitoring-status";
import { paceState } from "@/lib/pipeline/present/ingest-health";
import { WORKER_LAG_LIMIT_MS } from "@/lib/pipeline/present/rest/readiness-of";

/** Whether figures are made from what arrives, and in time. */
export function EnginePart() {
  const refetchInterval = usePollWhileAway();
  const engine = useQuery({ ...engineQuery, refetchInterval });
  return (
    <PagePart title="What is made of it" query={engine} what="The worker’s state" heightPx={70}>
      {({ data }) => <Engine status={data} />}
    </PagePart>
  );
}

function Engine({ status }: { status: MonitoringStatusContract }) {
  const asOfMs = status.last_as_of === null ? null : Date.parse(status.last_as_of);
  const finishedMs = status.last_finished_at === null ? null : Date.parse(status.last_finished_at);
  const state = paceState(asOfMs, useSlowNowMs(), WORKER_LAG_LIMIT_MS);
  return (
    <FactList>
      <Fact name="Worker" note="a cycle every 10 s">
        <StatusPill status={state} />
      </Fact>
      <Fact name="Newest figures end" note="their age is the worker’s lag">
        {asOfMs === null ? "Never" : <Age atMs={asOfMs} />}
      </Fact>
      <Fact name="Last cycle finished">
        {finishedMs === null ? "Never" : <ClockTime atMs={finishedMs} />}
      </Fact>
    </FactList>
  );
}
