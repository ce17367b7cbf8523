"use client";

import { useQuery } from "@tanstack/react-query";
import { incidentQuery } from "@/components/queries/incident-queries";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { Meta } from "@/lib/contracts/envelope";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { BlastRadius } from "./blast-radius";
import { IncidentEvidence } from "./incident-evidence";
import { IncidentHeader } from "./incident-header";
import { IncidentSimilar } from "./incident-similar";
import { IncidentSkeleton } from "./incident-skeleton";
import { IncidentSuspects } from "./incident-suspects";
import { OnItCard, type Responders } from "./on-it-card";
import { ResolveDialog } from "./resolve-dialog";
import { SignalsCard } from "./signals-card";
import { TimelineCard } from "./timeline-card";
import { UpdateCard } from "./update-card";
import { useIncidentDeeds } from "./use-incident-deeds";
import { COST_EVERY_MS } from "./use-listed-incidents";

interface IncidentPageProps {
  readonly id: string;
  /** The visitor's own id. */
  readonly me: string;
  readonly mayAct: boolean;
  /** Whom it can be given to. */
  readonly responders: Responders;
  /** Of the place that its chart is of. */
  readonly objectives: ScopeObjectives;
}

/** One incident: how it stands, what it costs, what to look at and do next, and all that happened. */
export function IncidentPage({ id, ...rest }: IncidentPageProps) {
  const query = useQuery({ ...incidentQuery(id), refetchInterval: COST_EVERY_MS });
  const notice = (
    <RefreshNotice
      error={query.error}
      dataUpdatedAt={query.dataUpdatedAt}
      what="The incident"
      onRetry={() => void query.refetch()}
      busy={query.isFetching}
    />
  );
  if (!query.data) return <IncidentSkeleton notice={notice} />;
  return (
    <div className="flex flex-col gap-3">
      {notice}
      <Parts incident={query.data.data} meta={query.data.meta} {...rest} />
    </div>
  );
}

interface PartsProps extends Omit<IncidentPageProps, "id"> {
  readonly incident: IncidentDetailContract;
  readonly meta: Meta;
}

function Parts({ incident, meta, me, mayAct, responders, objectives }: PartsProps) {
  const deeds = useIncidentDeeds();
  const isActive = incident.status !== "resolved";
  return (
    <>
      <IncidentHeader incident={incident} deeds={mayAct ? deeds : null} responders={responders} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <div className="flex min-w-0 flex-col gap-3">
          <BlastRadius incident={incident} meta={meta} />
          <IncidentEvidence incident={incident} objectives={objectives} mayAct={mayAct} />
          <IncidentSuspects incident={incident} />
          <SignalsCard signals={incident.signals} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <OnItCard incident={incident} deeds={mayAct ? deeds : null} me={me} responders={responders} />
          {mayAct ? <UpdateCard incident={incident} deeds={deeds} isActive={isActive} /> : null}
          <TimelineCard timeline={incident.timeline} />
          <IncidentSimilar incident={incident} />
        </div>
      </div>
      <ResolveDialog deeds={deeds} />
    </>
  );
}
