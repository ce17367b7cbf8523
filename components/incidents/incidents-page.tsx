"use client";

import { useState } from "react";
import { ListSkeleton } from "@/components/ui/page-skeleton";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { OlderButton } from "@/components/ui/older-button";
import { IncidentFilters } from "./incident-filters";
import { IncidentsHeader } from "./incidents-header";
import { InboxEmpty } from "./inbox-empty";
import { InboxList } from "./inbox-list";
import { OpenIncidentForm } from "./open-incident-form";
import { useIncidentFilter } from "./use-incident-filter";
import { useListedIncidents } from "./use-listed-incidents";

const LOADING_ROWS = 4;

interface IncidentsPageProps {
  /** The visitor's own id. */
  readonly me: string;
  readonly mayAct: boolean;
}

/** The inbox: what is wrong, most money at risk first, and what was. */
export function IncidentsPage({ me, mayAct }: IncidentsPageProps) {
  const filter = useIncidentFilter();
  const { rows, currency, query, older, isActive } = useListedIncidents(filter, me);
  const [opening, setOpening] = useState(false);
  const notice = (
    <RefreshNotice
      error={query.error}
      dataUpdatedAt={query.dataUpdatedAt}
      what="The incidents"
      onRetry={() => void query.refetch()}
      busy={query.isFetching}
    />
  );
  return (
    <div className="flex flex-col gap-3">
      {notice}
      <IncidentsHeader onOpen={mayAct ? () => setOpening(true) : null} />
      <IncidentFilters filter={filter} mayHaveOwn={mayAct} count={rows?.length} />
      {rows === undefined ? (
        query.error === null ? (
          <ListSkeleton rows={LOADING_ROWS} />
        ) : null
      ) : rows.length === 0 ? (
        <InboxEmpty filter={filter} />
      ) : (
        <InboxList rows={rows} currency={currency} mayAct={mayAct} />
      )}
      {isActive ? null : <OlderButton list={older} />}
      {opening ? <OpenIncidentForm onDone={() => setOpening(false)} /> : null}
    </div>
  );
}
