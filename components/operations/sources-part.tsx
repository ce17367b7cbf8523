"use client";

import { useQuery } from "@tanstack/react-query";
import { sourceStatesQuery } from "@/components/queries/source-queries";
import { Age } from "@/components/ui/age";
import { PagePart } from "@/components/ui/page-part";
import { StatusPill } from "@/components/ui/status-pill";
import type { NamedSourceStateContract } from "@/lib/contracts/source";
import { formatCount, plainText } from "@/lib/pipeline/present/format-number";
import { sourceStatusModel } from "@/lib/pipeline/present/source-model";

/** The engines that are read in place, and how that goes. */
export function SourcesPart() {
  const sources = useQuery(sourceStatesQuery);
  return (
    <PagePart title="Engines read in place" query={sources} what="The sources" heightPx={60}>
      {({ data }) => <Sources sources={data} />}
    </PagePart>
  );
}

function Sources({ sources }: { sources: readonly NamedSourceStateContract[] }) {
  if (sources.length === 0)
    return <p className="mt-1 text-ink-2">No engine is read. An admin adds one in Settings, Sources.</p>;
  return (
    <ul className="mt-1">
      {sources.map((source) => (
        <SourceRow key={source.id} source={source} />
      ))}
    </ul>
  );
}

function SourceRow({ source: { name, state } }: { source: NamedSourceStateContract }) {
  return (
    <li className="border-t border-line py-2 first:border-t-0" data-source={name}>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="font-[570] break-all">{name}</span>
        <StatusPill status={sourceStatusModel(state.status)} />
      </div>
      <p className="text-caption text-ink-2">
        {state.read_to === null ? (
          "Nothing was read yet."
        ) : (
          <>
            Read up to <Age atMs={Date.parse(state.read_to)} />
            {state.series === null ? "" : `, ${plainText(formatCount(state.series))} series`}
            {state.took_ms === null ? "" : `, in ${Math.round(state.took_ms)} ms`}.
          </>
        )}
        {state.left_out.length === 0 ? "" : ` ${state.left_out.length} left out.`}
      </p>
      {state.error === null ? null : <p className="text-caption break-words text-crit">{state.error}</p>}
    </li>
  );
}
