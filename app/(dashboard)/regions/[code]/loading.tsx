import { RegionSkeleton } from "@/components/regions/region-skeleton";

export default function Loading() {
  return <RegionSkeleton />;
}
