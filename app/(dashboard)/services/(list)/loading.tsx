import { ServicesSkeleton } from "@/components/services/services-skeleton";

export default function Loading() {
  return <ServicesSkeleton />;
}
