import type { MissingFigure, RegionalMetrics } from "@/lib/domain/snapshot";

/** Everything that the cycle said of why a region's figures are null. */
export function regionExplained({ missing, impact, business }: RegionalMetrics): readonly MissingFigure[] {
  return [...missing, ...(impact?.missing ?? []), ...(business?.missing ?? [])];
}
