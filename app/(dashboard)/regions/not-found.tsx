import type { Metadata } from "next";
import { UnknownRegion } from "@/components/regions/unknown-region";

export const metadata: Metadata = { title: "Unknown region" };

export default function NotFound() {
  return <UnknownRegion />;
}
