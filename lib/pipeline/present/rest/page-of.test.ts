import { expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { pageOf } from "./page-of";

const key = (item: string) => item;

test("pages follow each other in the order of the keys and end with null", () => {
  const items = ["d", "a", "c", "b", "e"];
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = pageOf(items, key, { limit: 2, cursor });
    seen.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(["a", "b", "c", "d", "e"]);
});

test("an item that appears or goes between two pages neither repeats nor hides another", () => {
  const first = pageOf(["b", "c", "d"], key, { limit: 2 });
  expect(first.items).toEqual(["b", "c"]);
  const second = pageOf(["a", "c", "d"], key, { limit: 2, cursor: first.nextCursor! });
  expect(second.items).toEqual(["d"]);
});

test("keys with every kind of character survive the cursor", () => {
  const items = ['["a&b","ü"]', '["c","%"]', '["z"]'];
  const first = pageOf(items, key, { limit: 2 });
  expect(pageOf(items, key, { limit: 2, cursor: first.nextCursor! }).items).toEqual(['["z"]']);
});

test.each(["", "x", "%", "2:a"])("the invented cursor %j is refused", (cursor) => {
  expect(() => pageOf(["a"], key, { limit: 1, cursor })).toThrow(AppError);
});
