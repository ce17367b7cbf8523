import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { PredictionRulesPage } from "@/components/prediction-rules/prediction-rules-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import { predictionRuleListResponseSchema } from "@/lib/contracts/prediction-rule";
import { signedInPageActor } from "@/lib/http/page-actor";
import { presentPredictionRule } from "@/lib/pipeline/present/rest/present-prediction-rule";
import { versionTag } from "@/lib/platform/version-tag";
import { listPredictionRules } from "@/lib/predictions/list-prediction-rules";

export const metadata: Metadata = { title: "When to predict" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/predictions");
  const ctx = createCtx(actor);
  const rules = await listPredictionRules(ctx);
  const data = rules.map((rule) => presentPredictionRule(rule, versionTag(rule.version)));
  const seed = {
    queryKey: queryKeys.predictions.rules,
    schema: predictionRuleListResponseSchema,
    answer: { data, asOfMs: null, demo: ctx.demo, missing: [] },
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <PredictionRulesPage mayChange={may(actor, "settings:write")} />
    </HydrationBoundary>
  );
}
