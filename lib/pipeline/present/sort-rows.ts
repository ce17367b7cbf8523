type Value = string | number | null;

/** Numbers in names by their size: `node-9` before `node-10`. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Rows by one value. Missing comes last either way; rows that are alike keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => Value,
  descending: boolean,
): readonly Row[] {
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: value(row) }))
    .sort((a, b) => {
      if (isMissing(a.key) || isMissing(b.key)) return Number(isMissing(a.key)) - Number(isMissing(b.key));
      return sign * compare(a.key, b.key);
    })
    .map(({ row }) => row);
}

function isMissing(value: Value): value is null {
  return value === null || Number.isNaN(value);
}

/** Numbers before texts. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return collator.compare(a, b);
  return typeof a === "number" ? -1 : 1;
}
