import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = 8;

/** The page of services before its figures, in the same places. `notice`: why they do not come. */
export function ServicesSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      {notice}
      <p className="sr-only">Loading services</p>
      <div className="flex flex-col gap-1">
        <span className="text-[25px] leading-[1.25]">
          <Skeleton chars={28} />
        </span>
        <Skeleton chars={36} />
      </div>
      <div className="skeleton h-8 w-full max-w-[640px]" />
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
