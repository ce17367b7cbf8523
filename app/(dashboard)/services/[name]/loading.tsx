import { ServiceSkeleton } from "@/components/services/service-skeleton";

export default function Loading() {
  return <ServiceSkeleton />;
}
