import type { ReactNode } from "react";
import { ListSkeleton, PageSkeleton } from "@/components/ui/page-skeleton";

const ROWS = 5;

/** The page of regions before its figures, in the same places. `notice`: why they do not come. */
export function RegionsSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <PageSkeleton what="regions" notice={notice}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 xl:grid-cols-[minmax(0,8fr)_minmax(0,5fr)]">
        <div className="card">
          <div className="skeleton aspect-[2.3] w-full" />
        </div>
        <div className="card max-xl:h-[300px]" />
      </div>
      <ListSkeleton rows={ROWS} />
    </PageSkeleton>
  );
}
