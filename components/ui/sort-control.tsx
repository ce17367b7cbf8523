export interface Sort {
  /** Id of a column. */
  readonly column: string;
  readonly descending: boolean;
}

interface SortColumn {
  readonly id: string;
  readonly label: string;
  readonly numeric?: boolean;
  readonly time?: boolean;
  /** Its values have an order of their own, the worst first. */
  readonly sortBy?: unknown;
}

interface SortControlProps {
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort) => void;
}

/** The head of a column that its table can be sorted by. Of numbers the largest come first, of names the first. */
export function SortHeader({ column, sort, onSort }: SortControlProps & { readonly column: SortColumn }) {
  const current = sort?.column === column.id ? sort : null;
  const descending = current === null ? column.numeric === true : !current.descending;
  return (
    <th
      role="columnheader"
      scope="col"
      className={column.numeric === true ? undefined : "left"}
      aria-sort={current === null ? undefined : current.descending ? "descending" : "ascending"}
    >
      <button type="button" className="sort-button" onClick={() => onSort({ column: column.id, descending })}>
        {column.label}
        <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true" className="shrink-0">
          {current === null ? null : (
            <path d={current.descending ? "M0 2h8L4 7Z" : "M0 6h8L4 1Z"} fill="currentColor" />
          )}
        </svg>
      </button>
    </th>
  );
}

interface SortSelectProps extends SortControlProps {
  readonly caption: string;
  readonly columns: readonly SortColumn[];
}

const UNSORTED = "";

/** The same choice where the heads of the columns have no room. */
export function SortSelect({ caption, columns, sort, onSort }: SortSelectProps) {
  const valueOf = ({ column, descending }: Sort) => `${descending ? "-" : "+"}${column}`;
  return (
    <select
      className="field sort-select min-h-[28px]! py-0.5!"
      aria-label={`Sort: ${caption}`}
      value={sort === null ? UNSORTED : valueOf(sort)}
      onChange={({ target: { value } }) =>
        onSort({ column: value.slice(1), descending: value.startsWith("-") })
      }
    >
      {sort === null ? <option value={UNSORTED}>Sort by</option> : null}
      {columns.map((column) => (
        <optgroup key={column.id} label={column.label}>
          <option value={`+${column.id}`}>
            {column.label}, {orderWords(column)[0]}
          </option>
          <option value={`-${column.id}`}>
            {column.label}, {orderWords(column)[1]}
          </option>
        </optgroup>
      ))}
    </select>
  );
}

/** What ascending and descending are called. */
function orderWords({ numeric, time, sortBy }: SortColumn): readonly [string, string] {
  if (sortBy !== undefined) return ["worst first", "best first"];
  if (time === true) return ["oldest first", "newest first"];
  return numeric === true ? ["smallest first", "largest first"] : ["A to Z", "Z to A"];
}
