import type { ReactNode } from "react";
import { ListSkeleton, PageSkeleton } from "@/components/ui/page-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

const CHARTS = 4;
const ROWS = 6;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A region's page before its figures, in the same places. `notice`: why they do not come. */
export function RegionSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <PageSkeleton
      what="the region"
      notice={notice}
      titleChars={12}
      detailChars={50}
      gap="gap-1.5"
      above={<Skeleton chars={14} />}
    >
      <div className="card h-[92px]" />
      <div className="grid gap-3 lg:grid-cols-2">
        {times(CHARTS).map((each) => (
          <div key={each} className="card h-[260px]">
            <div className="skeleton h-full w-full" />
          </div>
        ))}
      </div>
      <ListSkeleton rows={ROWS} />
    </PageSkeleton>
  );
}
