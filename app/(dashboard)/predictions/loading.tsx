import { PredictionsSkeleton } from "@/components/predictions/predictions-skeleton";

export default function Loading() {
  return <PredictionsSkeleton />;
}
