import { queryKeys } from "@/components/queries/query-keys";
import type { Ctx } from "@/lib/context";
import { objectiveListResponseSchema } from "@/lib/contracts/objective";
import { objectiveListAnswer } from "@/lib/pipeline/present/rest/objective-list-answer";
import { isAppError } from "@/lib/platform/errors";
import { versionTag } from "@/lib/platform/version-tag";
import { listObjectives } from "@/lib/slo/list-objectives";
import type { Seed } from "./dehydrated-queries";

/** What pages with objectives start with; of a place (null: all) those that are judged there. None of a place never seen. */
export async function objectiveSeeds(
  ctx: Ctx,
  region: string | null,
  service: string | null,
): Promise<readonly Seed[]> {
  try {
    const objectives = await listObjectives(ctx, { region, service });
    return [
      {
        queryKey: queryKeys.objectives.of(region, service),
        schema: objectiveListResponseSchema,
        answer: objectiveListAnswer(objectives, versionTag),
      },
    ];
  } catch (error) {
    if (isAppError(error) && error.code === "bad-request") return [];
    throw error;
  }
}
