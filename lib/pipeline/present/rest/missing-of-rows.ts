import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { MissingFigure } from "@/lib/domain/snapshot";
import { missingOf } from "./missing-of";

export interface ExplainedRow {
  readonly data: object;
  readonly explained: readonly MissingFigure[];
  readonly where: { readonly region?: string; readonly service?: string };
}

/**
 * `meta.missing` of a list. A figure that every row lacks for the same reason is named once, without a region, so that
 * a metric nobody sends does not fill the answer; others are named row by row.
 */
export function missingOfRows(rows: readonly ExplainedRow[]): MissingFigureContract[] {
  const byRow = rows.map((row) => missingOf(row.data, row.explained, row.where));
  const counts = new Map<string, number>();
  for (const missing of byRow.flat()) counts.set(kindOf(missing), (counts.get(kindOf(missing)) ?? 0) + 1);
  const everywhere = new Map<string, MissingFigureContract>();
  const some: MissingFigureContract[] = [];
  for (const missing of byRow.flat()) {
    const { field, reason, remedy } = missing;
    if (rows.length > 1 && counts.get(kindOf(missing)) === rows.length)
      everywhere.set(kindOf(missing), { field, reason, remedy });
    else some.push(missing);
  }
  return [...everywhere.values(), ...some];
}

function kindOf(missing: MissingFigureContract): string {
  return JSON.stringify([missing.field, missing.reason, missing.remedy]);
}
