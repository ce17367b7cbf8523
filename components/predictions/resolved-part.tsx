"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePollWhileAway } from "@/components/queries/live-context";
import { resolvedPredictionsQuery } from "@/components/queries/prediction-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { OlderButton } from "@/components/ui/older-button";
import { PagePart } from "@/components/ui/page-part";
import { resolvedColumns } from "./resolved-columns";

/** What was predicted before, and what became of it. */
export function ResolvedPart() {
  const refetchInterval = usePollWhileAway();
  const resolved = useInfiniteQuery({ ...resolvedPredictionsQuery, refetchInterval });
  const nameOf = useRegionName();
  const columns = useMemo(() => resolvedColumns(nameOf), [nameOf]);
  return (
    <PagePart title="Closed predictions, newest first" query={resolved} what="The list" heightPx={160}>
      {({ pages }) => (
        <>
          <DataTable
            caption="Closed predictions"
            csvName="predictions"
            rows={pages.flatMap(({ data }) => data)}
            rowKey={({ id }) => id}
            columns={columns}
            wide
            empty={<EmptyState title="No prediction was closed yet." />}
          />
          <OlderButton list={resolved} />
        </>
      )}
    </PagePart>
  );
}
