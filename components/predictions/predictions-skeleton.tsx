import type { ReactNode } from "react";
import { PageSkeleton } from "@/components/ui/page-skeleton";

/** The page of predictions before they are there. `notice`: why they do not come. */
export function PredictionsSkeleton({ notice }: { notice?: ReactNode }) {
  return (
    <PageSkeleton what="predictions" notice={notice}>
      <div className="card h-[300px]" />
      <div className="card h-[260px]" />
    </PageSkeleton>
  );
}
