import { PageSkeleton } from "@/components/ui/page-skeleton";

export default function Loading() {
  return (
    <PageSkeleton what="reliability review">
      <div className="card h-[300px]" />
    </PageSkeleton>
  );
}
