"use client";

import { useQuery } from "@tanstack/react-query";
import { DeploymentsTable } from "@/components/deployments/deployments-table";
import { SPAN_MOST, spanDeploymentsQuery } from "@/components/queries/deployment-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { useView } from "@/components/shell/view-state";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { DeploymentContract } from "@/lib/contracts/deployment";
import { MINUTE_MS, windowStart } from "@/lib/domain/window";
import { DeploymentLine } from "./deployment-line";

/** What was changed here in the chosen time: most of what breaks was changed shortly before. */
export function RegionDeployments({ code }: { code: string }) {
  const { range, live } = useView();
  const refetchInterval = usePollWhileAway();
  const span = {
    region: code,
    fromMs: windowStart(range.fromMs, MINUTE_MS), // a range that moves on is asked for anew each minute
    toMs: live ? null : range.toMs,
  };
  const query = useQuery({ ...spanDeploymentsQuery(span), refetchInterval });
  return (
    <section aria-labelledby="changes" className="card">
      <h2 id="changes" className="card-title">
        Changes in this time, here and in all regions
      </h2>
      <RefreshNotice
        error={query.error}
        dataUpdatedAt={query.isPlaceholderData ? 0 : query.dataUpdatedAt}
        what="The changes"
        onRetry={() => void query.refetch()}
        busy={query.isFetching}
      />
      {query.data ? (
        <Changes
          deployments={query.data.data}
          more={typeof query.data.meta.next_cursor === "string"}
          range={range}
        />
      ) : (
        <div className="skeleton mt-2 h-[90px] w-full" aria-hidden="true" />
      )}
    </section>
  );
}

interface ChangesProps {
  readonly deployments: readonly DeploymentContract[];
  readonly more: boolean;
  readonly range: { readonly fromMs: number; readonly toMs: number };
}

function Changes({ deployments, more, range }: ChangesProps) {
  if (deployments.length === 0)
    return (
      <EmptyState title="Nothing was changed in this time.">
        As far as was reported: Settings, Deployments says how pipelines report.
      </EmptyState>
    );
  return (
    <>
      <DeploymentLine deployments={deployments} range={range} />
      {more ? <p className="mb-1 text-caption text-ink-2">Shown are the newest {SPAN_MOST}.</p> : null}
      <DeploymentsTable deployments={deployments} />
    </>
  );
}
