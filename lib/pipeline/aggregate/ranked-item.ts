import type { AttentionItem } from "@/lib/domain/snapshot";

/** An item and what decides its place, in this order. */
export interface RankedItem {
  readonly item: AttentionItem;
  /** A minute's money; null: not known. */
  readonly money: number | null;
  /** How bad it is; what is only predicted has less than anything that is so now. */
  readonly rank: number;
  /** Requests a second that it concerns, or how likely it is. */
  readonly weight: number;
  /** Of a prediction: of which series. */
  readonly subject?: string;
}

/** Most money first, then by how bad and how large it is. */
export function inPlace(ranked: readonly RankedItem[]): RankedItem[] {
  return [...ranked].sort(
    (a, b) => (b.money ?? -1) - (a.money ?? -1) || b.rank - a.rank || b.weight - a.weight,
  );
}
