import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

/** The page of predictions before they are there. `notice`: why they do not come. */
export function PredictionsSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      {notice}
      <p className="sr-only">Loading predictions</p>
      <div className="flex flex-col gap-1">
        <span className="text-[25px] leading-[1.25]">
          <Skeleton chars={28} />
        </span>
        <Skeleton chars={36} />
      </div>
      <div className="card h-[300px]" />
      <div className="card h-[260px]" />
    </div>
  );
}
