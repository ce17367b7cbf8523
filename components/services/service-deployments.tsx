"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DeploymentsTable } from "@/components/deployments/deployments-table";
import { usePollWhileAway } from "@/components/queries/live-context";
import { serviceDeploymentsQuery } from "@/components/queries/service-queries";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";

interface ServiceDeploymentsProps {
  readonly service: string;
  /** null: in any. */
  readonly region: string | null;
}

/** What was changed lately that concerns the service. */
export function ServiceDeployments({ service, region }: ServiceDeploymentsProps) {
  const refetchInterval = usePollWhileAway();
  const changes = useQuery({ ...serviceDeploymentsQuery(service, region), refetchInterval });
  return (
    <section aria-labelledby="changes" className="card min-w-0">
      <h2 id="changes" className="card-title">
        Changes, newest first <span className="font-[450]">— its own, and those of all services</span>
      </h2>
      <RefreshNotice
        error={changes.error}
        dataUpdatedAt={changes.dataUpdatedAt}
        what="The list of changes"
        onRetry={() => void changes.refetch()}
        busy={changes.isFetching}
      />
      {changes.data === undefined ? null : changes.data.data.length > 0 ? (
        <DeploymentsTable deployments={changes.data.data} />
      ) : (
        <EmptyState title="No change of it has been reported yet.">
          <Link href="/settings/deployments" className="link">
            How pipelines report theirs
          </Link>
        </EmptyState>
      )}
      {changes.isPending ? <div className="skeleton mt-2 h-24 w-full" aria-hidden="true" /> : null}
    </section>
  );
}
