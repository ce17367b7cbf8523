import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const FIGURES = 6;
const REGIONS = 5;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The first page before its figures, in the same places. `notice`: why they do not come. */
export function ExecutiveSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      {notice}
      <p className="sr-only">Loading figures</p>
      <div className="flex flex-col gap-2">
        <span className="text-[25px] leading-[1.25]">
          <Skeleton chars={30} />
        </span>
        <Skeleton chars={50} />
      </div>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        {times(FIGURES).map((each) => (
          <div key={each} className="card flex min-h-[118px] flex-col gap-1.5">
            <Skeleton chars={12} />
            <span className="text-[27px]">
              <Skeleton chars={5} />
            </span>
          </div>
        ))}
      </div>
      <div className="card h-[62px]" />
      <div className="grid gap-3 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <div className="card h-[244px]">
          <div className="skeleton h-full w-full" />
        </div>
        <div className="card h-[244px]" />
      </div>
      <div className="card flex flex-col gap-3">
        {times(REGIONS).map((each) => (
          <span key={each} className="skeleton w-full">
            {"\u00a0"}
          </span>
        ))}
      </div>
    </div>
  );
}
