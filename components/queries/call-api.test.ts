import { afterEach, expect, it, vi } from "vitest";
import * as z from "zod";
import { metaSchema } from "@/lib/contracts/envelope";
import { getWholeList } from "./call-api";

const contract = z.object({ data: z.array(z.number()), meta: metaSchema });
const asked: string[] = [];

/** Answers pages of two, as the API does. */
function answering(rows: readonly number[]): void {
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    const from = Number(new URL(url, "http://a").searchParams.get("cursor") ?? 0);
    const next = from + 2 < rows.length ? String(from + 2) : null;
    const missing = [{ field: `row-${from}`, reason: "no-data", remedy: "Send it." }];
    const meta = { as_of: null, age_seconds: null, demo: false, missing, next_cursor: next };
    return new Response(JSON.stringify({ data: rows.slice(from, from + 2), meta }));
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  asked.length = 0;
});

it.each([
  [[], "/list", ["/list"]],
  [[1, 2], "/list", ["/list"]],
  [[1, 2, 3, 4, 5], "/list?a=b", ["/list?a=b", "/list?a=b&cursor=2", "/list?a=b&cursor=4"]],
] as const)("reads all of %j", async (rows, path, paths) => {
  answering(rows);
  const { data, meta } = await getWholeList(path, contract);
  expect(data).toEqual(rows);
  expect(asked.map((url) => url.replace(/^.*(?=\/list)/, ""))).toEqual(paths);
  expect(meta.missing).toHaveLength(paths.length);
  expect(meta.next_cursor).toBeNull();
});
