import type { HistoryMetric } from "./metric-history";

/** What a piece of a sentence stands on: where somebody who doubts it looks. */
export type Evidence =
  /** A figure of the world over time. */
  | { readonly kind: "metric"; readonly metric: HistoryMetric }
  | { readonly kind: "regions" }
  | { readonly kind: "region"; readonly region: string }
  /** `region` null: all of them. */
  | { readonly kind: "service"; readonly service: string; readonly region: string | null }
  | { readonly kind: "attention" }
  | { readonly kind: "prediction"; readonly id: string }
  | { readonly kind: "incident"; readonly id: string }
  | { readonly kind: "deployments" }
  | { readonly kind: "ingest" };

export interface SentencePart {
  readonly text: string;
  /** null: plain words. */
  readonly evidence: Evidence | null;
}

/** The sentence without its links. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join("");
}

/** Plain words. */
export function words(text: string): SentencePart {
  return { text, evidence: null };
}

export function linked(text: string, evidence: Evidence): SentencePart {
  return { text, evidence };
}
