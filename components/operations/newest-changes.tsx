"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DeploymentsTable } from "@/components/deployments/deployments-table";
import { deploymentsQuery } from "@/components/queries/deployment-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { EmptyState } from "@/components/ui/empty-state";
import { PagePart } from "@/components/ui/page-part";

const SHOWN = 6;

/** What was changed last, anywhere. */
export function NewestChanges({ mayReadMore }: { mayReadMore: boolean }) {
  const refetchInterval = usePollWhileAway();
  const newest = useQuery({ ...deploymentsQuery(null), refetchInterval });
  const more = mayReadMore ? (
    <Link href="/settings/deployments" className="link text-caption">
      All changes
    </Link>
  ) : null;
  return (
    <PagePart title="Newest changes" aside={more} query={newest} what="The changes" heightPx={200}>
      {({ data }) =>
        data.length > 0 ? (
          <DeploymentsTable deployments={data.slice(0, SHOWN)} />
        ) : (
          <EmptyState title="No change has been reported yet.">
            Settings, Deployments says how pipelines report theirs.
          </EmptyState>
        )
      }
    </PagePart>
  );
}
