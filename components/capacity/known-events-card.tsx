"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { deleteKnownEvent, knownEventsQuery, saveKnownEvent } from "@/components/queries/capacity-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { useRegionName } from "@/components/queries/use-region-name";
import { Age } from "@/components/ui/age";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PagePart } from "@/components/ui/page-part";
import { showToast } from "@/components/ui/toast";
import type { KnownEventContract } from "@/lib/contracts/known-event";
import { measuredLikeWords, measuredWords, statedChangeWords } from "@/lib/pipeline/present/event-words";
import { unbroken } from "@/lib/pipeline/present/unbroken";
import { bodyOfEvent } from "./known-event-draft";
import { KnownEventForm } from "./known-event-form";

const NEW = "new";

/** What is known to change the traffic; an administrator enters it, and the plan reckons with it at once. */
export function KnownEventsCard({ maySet }: { maySet: boolean }) {
  const events = useQuery(knownEventsQuery);
  const nameOf = useRegionName();
  const [editing, setEditing] = useState<string | null>(null);
  const edited = events.data?.data.find(({ id }) => id === editing) ?? null;
  const add = (
    <button type="button" className="btn min-h-[28px]! py-0.5!" onClick={() => setEditing(NEW)}>
      Add an event
    </button>
  );
  return (
    <PagePart
      title="Known events"
      aside={maySet ? add : undefined}
      query={{ ...events, refetch: events.refetch }}
      what="The known events"
      heightPx={90}
    >
      {({ data }) => (
        <>
          <DataTable
            caption="Known events"
            toolbar={data.length > 0}
            csvName="known events"
            rows={data}
            rowKey={({ id }) => id}
            columns={columnsOf(nameOf)}
            empty={
              <EmptyState title="No event is known.">
                A sale, a launch, a holiday: what changes the traffic and no history tells.
                {maySet ? "" : " An administrator enters it."}
              </EmptyState>
            }
            actions={
              maySet
                ? {
                    label: "Change",
                    cell: (event) => <EventActions event={event} onEdit={() => setEditing(event.id)} />,
                  }
                : undefined
            }
          />
          {data.some(({ measured }) => measured !== null) ? (
            <p className="mt-2 text-caption text-ink-2">
              Measured: requests during an event against the median of the same hours of the week in the four
              weeks before it, other events left out; the range is that against each week alone. Forecasts
              learn from history without these hours.
            </p>
          ) : null}
          {editing === NEW || edited !== null ? (
            <KnownEventForm key={edited?.id ?? NEW} event={edited} onDone={() => setEditing(null)} />
          ) : null}
        </>
      )}
    </PagePart>
  );
}

function columnsOf(nameOf: (code: string) => string): readonly DataColumn<KnownEventContract>[] {
  return [
    { id: "name", label: "Event", value: ({ name }) => name },
    { id: "from", label: "From", time: true, value: ({ from }) => Date.parse(from) },
    { id: "to", label: "Until", time: true, value: ({ to }) => Date.parse(to) },
    {
      id: "regions",
      label: "Where",
      value: ({ regions }) => (regions.length === 0 ? "everywhere" : regions.map(nameOf).join(", ")),
    },
    {
      id: "change",
      label: "Planned with",
      numeric: true,
      unit: "%",
      value: ({ traffic_change_percent: change }) => change,
      cell: plannedCell,
    },
    {
      id: "measured",
      label: "Measured",
      numeric: true,
      unit: "%",
      value: ({ measured }) => measured?.traffic_change_percent ?? null,
      cell: measuredCell,
    },
  ];
}

/** Which it is: an earlier event's measured effect, or a stated one. */
function plannedCell({ traffic_change_percent: change, like }: KnownEventContract) {
  if (like === null) return `${statedChangeWords(change)}, stated`;
  return unbroken(measuredLikeWords(Date.parse(like.from), change, like));
}

function measuredCell(event: KnownEventContract) {
  if (event.measured === null) return <span className="text-ink-2">{measuredWords(event)}</span>;
  return (
    <>
      {measuredWords(event)}{" "}
      <span className="text-caption text-ink-2">
        <Age atMs={Date.parse(event.measured.measured_at)} />
      </span>
    </>
  );
}

/** Removing can be taken back: the event is then entered again. */
function EventActions({ event, onEdit }: { event: KnownEventContract; onEdit: () => void }) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.capacity.all });
  const removal = useMutation({
    mutationFn: () => deleteKnownEvent(event),
    onSettled: refresh,
    onSuccess: () => {
      const undo = async () => {
        await saveKnownEvent(null, bodyOfEvent(event));
        await refresh();
      };
      showToast({ text: `${event.name} is removed.`, undo });
    },
  });
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <button type="button" className="btn" onClick={onEdit} aria-label={`Edit ${event.name}`}>
        Edit
      </button>
      <button
        type="button"
        className="btn"
        onClick={() => removal.mutate()}
        disabled={removal.isPending}
        aria-label={`Remove ${event.name}`}
      >
        Remove
      </button>
      <p role="alert" className="basis-full text-caption text-crit empty:hidden">
        {removal.error ? errorSentence(removal.error) : null}
      </p>
    </div>
  );
}
