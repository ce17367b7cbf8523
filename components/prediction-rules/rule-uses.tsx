import { UsesCard } from "@/components/catalog/uses-card";

const USES = [
  [
    "Threshold",
    "A crossing is strictly above it for 10 min in a row. Objectives are not thresholds: they drive error budgets alone.",
  ],
  [
    "Told from",
    "An alert opens when the calibrated probability within 30 min, 1, 4 or 24 h reaches it; of CPU and latency of a service, which is one of many, at twice the odds: 67 % where the rule says 50. Higher is quieter and later.",
  ],
  [
    "Where",
    "A region’s own rule goes before the one for every region. It is for the region as a whole and, unless that is turned off, for its services.",
  ],
  [
    "Changing it",
    "Predictions that are open by another threshold, or of services no longer wanted, are closed by the next run, and are no part of the record.",
  ],
] as const;

/** What the settings of a rule do. */
export function RuleUses() {
  return <UsesCard uses={USES} />;
}
