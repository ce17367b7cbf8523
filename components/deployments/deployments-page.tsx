"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deploymentsQuery } from "@/components/queries/deployment-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { DeploymentSenders } from "./deployment-senders";
import type { DeploymentContract } from "@/lib/contracts/deployment";
import { DeploymentsTable } from "./deployments-table";
import { GithubCard } from "./github-card";

interface DeploymentsPageProps {
  readonly baseUrl: string;
  readonly mayChange: boolean;
}

/** What changed and when, and how that gets here. */
export function DeploymentsPage({ baseUrl, mayChange }: DeploymentsPageProps) {
  /** The cursors of the pages so far; the last one is shown. */
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const refetchInterval = usePollWhileAway();
  const page = useQuery({ ...deploymentsQuery(cursors.at(-1) ?? null), refetchInterval });
  const older = page.data?.meta.next_cursor ?? null;
  return (
    <div className="flex flex-col gap-3.5">
      <header>
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
          Deployments
        </h1>
        <p className="mt-1 max-w-[75ch] text-ink-2">
          What was changed, where and when: most of what breaks was changed shortly before.
        </p>
      </header>
      <RefreshNotice
        error={page.error}
        dataUpdatedAt={page.dataUpdatedAt}
        what="The list of deployments"
        onRetry={() => void page.refetch()}
        busy={page.isFetching}
      />
      <section aria-labelledby="changes" className="card">
        <h2 id="changes" className="card-title">
          Changes, newest first
        </h2>
        {page.data ? <Changes deployments={page.data.data} /> : null}
        {cursors.length > 1 || older !== null ? (
          <div className="mt-3 flex gap-2">
            <button
              type="button"
              className="btn"
              disabled={cursors.length === 1}
              onClick={() => setCursors(cursors.slice(0, -1))}
            >
              Newer
            </button>
            <button
              type="button"
              className="btn"
              disabled={older === null || page.isPlaceholderData}
              onClick={() => setCursors([...cursors, older])}
            >
              Older
            </button>
          </div>
        ) : null}
      </section>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 xl:grid-cols-2">
        <DeploymentSenders baseUrl={baseUrl} />
        {mayChange ? <GithubCard baseUrl={baseUrl} /> : null}
      </div>
    </div>
  );
}

function Changes({ deployments }: { deployments: readonly DeploymentContract[] }) {
  if (deployments.length > 0) return <DeploymentsTable deployments={deployments} />;
  return (
    <EmptyState title="No change has been reported yet.">
      Below is how your pipelines report theirs.
    </EmptyState>
  );
}
