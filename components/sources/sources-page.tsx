"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sourcesQuery } from "@/components/queries/source-queries";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { EngineExamples } from "./engine-examples";
import { SourceCard } from "./source-card";
import { SourceForm } from "./source-form";

const NEW = "new";

/** The engines that are read in place: how it goes, and what is asked of them. */
export function SourcesPage() {
  const sources = useQuery(sourcesQuery);
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const list = sources.data?.data ?? [];
  return (
    <div className="flex flex-col gap-3.5">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">Sources</h1>
          <p className="mt-1 max-w-[75ch] text-ink-2">
            Engines that already hold your series. Each window, a few sums by region and service are asked of
            them, so the cost does not depend on the number of servers.
          </p>
        </div>
        <button
          type="button"
          className="btn btn-primary"
          onClick={() => setOpen(NEW)}
          disabled={open === NEW}
        >
          Add a source
        </button>
      </header>
      <RefreshNotice
        error={sources.error}
        dataUpdatedAt={sources.dataUpdatedAt}
        what="The list of sources"
        onRetry={() => void sources.refetch()}
        busy={sources.isFetching}
      />
      {open === NEW ? <SourceForm source={null} onDone={close} /> : null}
      {sources.data && list.length === 0 && open !== NEW ? (
        <EmptyState title="No engine is read yet.">
          Add one whose series you have already; below are some that are known to work.
        </EmptyState>
      ) : null}
      {list.map((source) =>
        open === source.id ? (
          <SourceForm key={source.id} source={source} onDone={close} />
        ) : (
          <SourceCard key={source.id} source={source} onEdit={() => setOpen(source.id)} />
        ),
      )}
      <EngineExamples />
    </div>
  );
}
