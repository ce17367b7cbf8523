import { IncidentSkeleton } from "@/components/incidents/incident-skeleton";

export default function Loading() {
  return <IncidentSkeleton />;
}
