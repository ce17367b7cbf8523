import { ListSkeleton, PageSkeleton } from "@/components/ui/page-skeleton";

/** The inbox before it is there. */
export function IncidentsSkeleton() {
  return (
    <PageSkeleton what="incidents">
      <ListSkeleton rows={4} />
    </PageSkeleton>
  );
}
