import { dehydrate, QueryClient, type DehydratedState, type QueryKey } from "@tanstack/react-query";
import type { ZodType } from "zod";
import { envelopeOf, type RestAnswer } from "@/lib/pipeline/present/rest/rest-answer";

/** What a query of the browser starts with: the answer that its route would give, parsed by the same contract. */
export interface Seed {
  readonly queryKey: QueryKey;
  readonly schema: ZodType;
  readonly answer: RestAnswer<unknown>;
}

/** A page starts with whole lists, as its queries read them. */
export const WHOLE_LIST = { limit: Infinity };

/** The state that hydrates the browser's queries, as of `nowMs`. */
export function dehydratedQueries(seeds: readonly Seed[], nowMs: number): DehydratedState {
  const client = new QueryClient();
  for (const { queryKey, schema, answer } of seeds)
    client.setQueryData(queryKey, schema.parse(envelopeOf(answer, nowMs)), { updatedAt: nowMs });
  return dehydrate(client);
}
