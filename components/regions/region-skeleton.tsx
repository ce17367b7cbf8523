import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const CHARTS = 4;
const ROWS = 6;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A region's page before its figures, in the same places. `notice`: why they do not come. */
export function RegionSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      {notice}
      <p className="sr-only">Loading the region</p>
      <div className="flex flex-col gap-1.5">
        <Skeleton chars={14} />
        <span className="text-[25px] leading-[1.25]">
          <Skeleton chars={12} />
        </span>
        <Skeleton chars={50} />
      </div>
      <div className="card h-[92px]" />
      <div className="grid gap-3 lg:grid-cols-2">
        {times(CHARTS).map((each) => (
          <div key={each} className="card h-[260px]">
            <div className="skeleton h-full w-full" />
          </div>
        ))}
      </div>
      <div className="card flex flex-col gap-3">
        {times(ROWS).map((each) => (
          <span key={each} className="skeleton w-full">
            {"\u00a0"}
          </span>
        ))}
      </div>
    </div>
  );
}
