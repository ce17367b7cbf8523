import type { ReactNode } from "react";
import { ListSkeleton, PageSkeleton } from "@/components/ui/page-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

const CHARTS = 4;
const ROWS = 5;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The page of a service before its figures, in the same places. `notice`: why they do not come. */
export function ServiceSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <PageSkeleton
      what="the service"
      notice={notice}
      titleChars={16}
      detailChars={50}
      above={
        <span className="text-caption leading-6">
          <Skeleton chars={8} />
        </span>
      }
    >
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
      <ListSkeleton rows={ROWS} />
    </PageSkeleton>
  );
}
