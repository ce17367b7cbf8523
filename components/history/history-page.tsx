"use client";

import { useQuery } from "@tanstack/react-query";
import { backfillsQuery } from "@/components/queries/backfill-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { EngineForm } from "./engine-form";
import { FileForm } from "./file-form";
import { ImportList } from "./import-list";

/** Imports of history: how far they are, and how to start one. */
export function HistoryPage({ mayImport }: { mayImport: boolean }) {
  const refetchInterval = usePollWhileAway();
  const backfills = useQuery({ ...backfillsQuery, refetchInterval });
  return (
    <div className="flex flex-col gap-3.5">
      <header>
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">History</h1>
        <p className="mt-1 max-w-prose text-ink-2">
          What your engines remember, brought in once. A window that is known already, live or from an earlier
          import, stays as it is.
        </p>
      </header>
      <RefreshNotice
        error={backfills.error}
        dataUpdatedAt={backfills.dataUpdatedAt}
        what="The list of imports"
        onRetry={() => void backfills.refetch()}
        busy={backfills.isFetching}
      />
      <section aria-labelledby="imports" className="card">
        <h2 id="imports" className="card-title">
          Imports
        </h2>
        {backfills.data ? <ImportList backfills={backfills.data.data} mayCancel={mayImport} /> : null}
      </section>
      {mayImport ? (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 xl:grid-cols-2">
          <EngineForm />
          <FileForm />
        </div>
      ) : null}
    </div>
  );
}
