import type { ReactNode } from "react";
import { ListSkeleton, PageSkeleton } from "@/components/ui/page-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

const FIGURES = 6;
const REGIONS = 5;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The first page before its figures, in the same places. `notice`: why they do not come. */
export function ExecutiveSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <PageSkeleton what="figures" notice={notice} titleChars={30} detailChars={50} gap="gap-2">
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
      <ListSkeleton rows={REGIONS} />
    </PageSkeleton>
  );
}
