import { RegionsSkeleton } from "@/components/regions/regions-skeleton";

export default function Loading() {
  return <RegionsSkeleton />;
}
