import type { z } from "zod";
import { noteUnreadable } from "@/lib/platform/unreadable-rows";

export interface Readable<Row, Value> {
  readonly values: Value[];
  /** Those that this version cannot read. */
  readonly unreadable: Row[];
}

/** Rows of which one that is damaged must not hide the others. */
export function readableRows<Row, Value>(
  schema: z.ZodType<Value>,
  rows: readonly Row[],
): Readable<Row, Value> {
  const values: Value[] = [];
  const unreadable: Row[] = [];
  for (const row of rows) {
    const { data, success } = schema.safeParse(row);
    if (success) values.push(data);
    else unreadable.push(row);
  }
  return { values, unreadable };
}

export interface ReadableList<Row, Value, After> {
  readonly table: string;
  readonly schema: z.ZodType<Value>;
  readonly limit: number;
  readonly after: After | undefined;
  read(after: After | undefined, limit: number): Promise<Row[]>;
  /** A row's place in the list. */
  afterOf(row: Row): After;
}

/** As many as are asked for, if there are so many that can be read: a damaged row must not end a list early. */
export async function readableList<Row extends { readonly id: string }, Value, After>(
  list: ReadableList<Row, Value, After>,
): Promise<Value[]> {
  const found: Value[] = [];
  let { after } = list;
  for (;;) {
    const wanted = list.limit - found.length;
    const rows = await list.read(after, wanted);
    const { values, unreadable } = readableRows(list.schema, rows);
    noteUnreadable(
      list.table,
      unreadable.map(({ id }) => id),
    );
    found.push(...values);
    const last = rows.at(-1);
    if (unreadable.length === 0 || rows.length < wanted || last === undefined) return found;
    after = list.afterOf(last);
  }
}
