import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const CHARTS = 4;
const ROWS = 5;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The page of a service before its figures, in the same places. `notice`: why they do not come. */
export function ServiceSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      {notice}
      <p className="sr-only">Loading the service</p>
      <div className="flex flex-col gap-1">
        <span className="text-caption leading-6">
          <Skeleton chars={8} />
        </span>
        <span className="text-[25px] leading-[1.25]">
          <Skeleton chars={16} />
        </span>
        <Skeleton chars={50} />
      </div>
      <div className="card h-[68px]" />
      <div className="skeleton h-[31px] w-full max-w-[480px]" />
      <div className="card h-[116px]" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-2">
        {times(CHARTS).map((each) => (
          <div key={each} className="card h-[244px]">
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
