import { AppError } from "@/lib/platform/errors";

export interface Page<T> {
  readonly items: readonly T[];
  /** null on the last page. */
  readonly nextCursor: string | null;
}

/**
 * The page of `items` behind `cursor`, in the order of their keys, so that an item that appears or goes between two
 * requests neither repeats nor hides another. Throws a bad-request for a cursor that no answer gave.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  query: { readonly limit: number; readonly cursor?: string },
): Page<T> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  keyed.sort((a, b) => compare(a.key, b.key));
  const rest = after === null ? keyed : keyed.filter(({ key }) => compare(key, after) > 0);
  const page = rest.slice(0, query.limit);
  const last = page.at(-1);
  const more = last !== undefined && rest.length > page.length;
  return { items: page.map(({ item }) => item), nextCursor: more ? encodeCursor(last.key) : null };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const CURSOR_VERSION = "1:";

function encodeCursor(key: string): string {
  return encodeURIComponent(CURSOR_VERSION + key);
}

function decodeCursor(cursor: string): string {
  const text = safelyDecoded(cursor);
  if (text?.startsWith(CURSOR_VERSION)) return text.slice(CURSOR_VERSION.length);
  throw new AppError("bad-request", "The cursor is not one that an answer gave.", {
    errors: [{ pointer: "cursor", message: "is not one that an answer gave" }],
  });
}

function safelyDecoded(cursor: string): string | null {
  try {
    return decodeURIComponent(cursor);
  } catch {
    return null;
  }
}
