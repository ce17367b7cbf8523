import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { ObjectivesPage } from "@/components/objectives/objectives-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import { objectiveListResponseSchema } from "@/lib/contracts/objective";
import { signedInPageActor } from "@/lib/http/page-actor";
import { objectiveListAnswer } from "@/lib/pipeline/present/rest/objective-list-answer";
import { versionTag } from "@/lib/platform/version-tag";
import { listObjectives } from "@/lib/slo/list-objectives";

export const metadata: Metadata = { title: "Objectives" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/objectives");
  const ctx = createCtx(actor);
  const seed = {
    queryKey: queryKeys.objectives.all,
    schema: objectiveListResponseSchema,
    answer: objectiveListAnswer(await listObjectives(ctx), versionTag),
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <ObjectivesPage mayChange={may(actor, "settings:write")} />
    </HydrationBoundary>
  );
}
