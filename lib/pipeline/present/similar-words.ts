import type { SimilarIncidentContract } from "@/lib/contracts/incident-leads";

/** What two incidents share: "Both: cart and shop, in eu, 2 signals, the same category." */
export function sharedWords(similar: SimilarIncidentContract): string {
  const { shared_services: services, shared_regions: regions, shared_signals: signals } = similar;
  const parts = [
    services.length === 0 ? null : services.join(", "),
    regions.length === 0 ? null : `in ${regions.join(", ")}`,
    signals === 0 ? null : `${signals} ${signals === 1 ? "signal" : "signals"}`,
    similar.same_category ? "the same category" : null,
  ].filter((part) => part !== null);
  return `Both: ${parts.join("; ")}.`;
}
