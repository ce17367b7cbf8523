import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = 5;

/** The page of regions before its figures, in the same places. `notice`: why they do not come. */
export function RegionsSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      {notice}
      <p className="sr-only">Loading regions</p>
      <div className="flex flex-col gap-1">
        <span className="text-[25px] leading-[1.25]">
          <Skeleton chars={28} />
        </span>
        <Skeleton chars={36} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 xl:grid-cols-[minmax(0,8fr)_minmax(0,5fr)]">
        <div className="card">
          <div className="skeleton aspect-[2.3] w-full" />
        </div>
        <div className="card max-xl:h-[300px]" />
      </div>
      <div className="card flex flex-col gap-3">
        {Array.from({ length: ROWS }, (_, index) => (
          <span key={index} className="skeleton w-full">
            {"\u00a0"}
          </span>
        ))}
      </div>
    </div>
  );
}
