import type { Seed } from "@/app/(dashboard)/dehydrated-queries";
import type { SearchParams } from "@/app/(dashboard)/history-seed";
import { queryKeys } from "@/components/queries/query-keys";
import { readCapacity } from "@/lib/capacity/read-capacity";
import type { Ctx } from "@/lib/context";
import { capacityForecastResponseSchema, capacityQuerySchema } from "@/lib/contracts/capacity-forecast";
import { capacityAsked } from "@/lib/pipeline/present/capacity-asked";
import {
  capacitySearch,
  capacityView,
  CAPACITY_PARAMS,
  type CapacityParams,
} from "@/lib/pipeline/present/capacity-view";
import { regionNames } from "@/lib/pipeline/present/region-name";
import { capacityAnswer } from "@/lib/pipeline/present/rest/capacity-answer";
import { isAppError } from "@/lib/platform/errors";

/** The plan of the address; of one that supposes what cannot be, none: the page asks again and says why. */
export async function planSeeds(ctx: Ctx, search: SearchParams): Promise<readonly Seed[]> {
  const first = (name: string) => [search[name]].flat()[0] ?? null;
  const params = Object.fromEntries(CAPACITY_PARAMS.map((name) => [name, first(name)]));
  const asked = capacitySearch(capacityView(params as unknown as CapacityParams));
  const query = capacityQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(asked)));
  if (!query.success) return [];
  const wanted = capacityAsked(query.data, ctx.clock.nowMs());
  try {
    const { regions, ...read } = await readCapacity(ctx, wanted);
    const answer = capacityAnswer({ ...read, nameOf: regionNames(regions) }, wanted);
    return [{ queryKey: queryKeys.capacity.plan(asked), schema: capacityForecastResponseSchema, answer }];
  } catch (error) {
    if (isAppError(error) && error.code === "bad-request") return [];
    throw error;
  }
}
