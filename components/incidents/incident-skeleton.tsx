import type { ReactNode } from "react";
import { ListSkeleton, PageSkeleton } from "@/components/ui/page-skeleton";

/** An incident before it is there. `notice`: why it does not come. */
export function IncidentSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <PageSkeleton what="the incident" notice={notice} titleChars={36} detailChars={60}>
      <ListSkeleton rows={2} />
      <div className="card">
        <div className="skeleton h-[220px] w-full" />
      </div>
      <ListSkeleton rows={6} />
    </PageSkeleton>
  );
}
