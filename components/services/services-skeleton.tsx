import type { ReactNode } from "react";
import { ListSkeleton, PageSkeleton } from "@/components/ui/page-skeleton";

const ROWS = 8;

/** The page of services before its figures, in the same places. `notice`: why they do not come. */
export function ServicesSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <PageSkeleton what="services" notice={notice}>
      <div className="skeleton h-8 w-full max-w-[640px]" />
      <ListSkeleton rows={ROWS} />
    </PageSkeleton>
  );
}
