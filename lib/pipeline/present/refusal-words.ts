import type { SampleReason } from "@/lib/domain/refusal";

export interface RefusalWords {
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
  /** `refused`: the sender's mistake; `ignored`: expected, nothing to do. */
  readonly kind: "refused" | "ignored";
}

const WORDS: Readonly<Record<SampleReason, RefusalWords>> = {
  "too-many-labels": refused("Too many labels", "Drop labels that nobody reads before sending."),
  "label-too-long": refused("A label is too long", "Shorten names and values, or drop the label."),
  "invalid-labels": refused(
    "Labels are not valid",
    "Names must be unique and in order; values must be UTF-8.",
  ),
  "series-limit": refused("The limit of series is reached", "Send fewer label combinations."),
  "new-series-rate": refused(
    "Too many new series a minute",
    "A label that changes all the time is the usual cause.",
  ),
  "region-limit": refused("The limit of regions is reached", "Check which label names the region."),
  "service-limit": refused("The limit of services is reached", "Check which label names the service."),
  "too-old": refused("Older than 24 hours", "Check the sender's clock, or what it kept while it was away."),
  "too-new": refused("More than 10 min in the future", "Set the sender's clock, by NTP."),
  "out-of-order": refused(
    "More than 10 min behind its series",
    "Two senders may be sending the same series.",
  ),
  "conflicting-duplicate": refused("Two values for one instant", "Two senders are sending the same series."),
  infinite: refused("Infinite values", "A division by zero in an exporter is the usual cause."),
  "negative-counter": refused("A counter below zero", "Send it as a gauge, or mend the exporter."),
  "invalid-histogram": refused("Histograms whose parts do not add up", "Mend or update the sender."),
  "native-histogram-unsupported": refused(
    "Gauge histograms, or a schema not known",
    "Send histograms that grow, in exponential or custom buckets.",
  ),
  "cluster-limit": refused(
    "Too many HA clusters",
    "The label cluster names a pair of Prometheus servers: it must not change all the time.",
  ),
  "delta-up-down-unsupported": refused(
    "Delta up-down counters",
    "Set the SDK's temporality preference to cumulative for up-down counters.",
  ),
  duplicate: ignored("Sent twice", "Counted once."),
  nan: ignored("Not a number", "Senders use it for 'no value'."),
  unmapped: ignored("No rule uses this name", "Listed under names that are not used."),
  "no-value": ignored("Without a value", "Nothing was measured."),
  "stale-marker": ignored("End of a series", "The sender stopped reporting it."),
  "internal-error": refused("A fault of this server", "Its log says more; please report it."),
  superseded: ignored("A second source of the same figure", "Another series tells it for certain."),
  "unelected-replica": ignored("The other replica of an HA pair", "One replica of a cluster is counted."),
  "total-too-late": ignored("Too late for its total", "The window it belongs to was closed."),
};

function refused(title: string, advice: string): RefusalWords {
  return { title, advice, kind: "refused" };
}

function ignored(title: string, advice: string): RefusalWords {
  return { title, advice, kind: "ignored" };
}

/** A reason in plain words; one that this page does not know yet is shown as it is. */
export function refusalWords(reason: string): RefusalWords {
  return (WORDS as Readonly<Record<string, RefusalWords>>)[reason] ?? refused(reason, "");
}
