import { dehydrate, hydrate, QueryClient, QueryObserver, type QueryKey } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { LateQueries } from "./late-queries";

const KEY = ["catalog", "services"] as const;

/** A page's cache, and what the server rendered of one query, which comes to it later. */
function page(queryKey: QueryKey = KEY) {
  const server = new QueryClient();
  server.setQueryData(queryKey, "rendered");
  const rendered = dehydrate(server);
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  const clock = { ms: 0 };
  const late = new LateQueries(client, () => clock.ms);
  const ask = vi.fn(() => Promise.resolve("asked"));
  return {
    ...{ client, clock, late },
    /** How often it is asked for once its part is there. */
    async asked(): Promise<number> {
      hydrate(client, rendered);
      await Promise.resolve();
      const end = new QueryObserver(client, { queryKey, queryFn: ask }).subscribe(() => undefined);
      await Promise.resolve();
      end();
      return ask.mock.calls.length;
    },
  };
}

it("asks again for what was rendered before an event and came to the cache after it", async () => {
  const { late, asked } = page();
  late.watch();
  late.note([["catalog"]]);
  expect(await asked()).toBe(1);
});

it.each([
  ["nothing was told", KEY, () => undefined],
  ["it was told of others", ["history", "live"], ({ late }) => late.note([["catalog"]])],
  [
    "it was told long before",
    KEY,
    ({ late, clock }) => {
      late.note([["catalog"]]);
      clock.ms = 15_001;
    },
  ],
] as const satisfies readonly (readonly [string, QueryKey, (of: ReturnType<typeof page>) => void])[])(
  "takes what was rendered as it is where %s",
  async (_, key, happen) => {
    const shown = page(key);
    shown.late.watch();
    happen(shown);
    expect(await shown.asked()).toBe(0);
  },
);

it("watches no more once it was ended", async () => {
  const { late, asked } = page();
  const end = late.watch();
  late.note([["catalog"]]);
  end();
  expect(await asked()).toBe(0);
});
