import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { DeploymentsPage } from "@/components/deployments/deployments-page";
import { DEPLOYMENTS_SHOWN } from "@/components/queries/deployment-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { readGithubWebhook } from "@/lib/catalog/github-webhook";
import { listDeployments } from "@/lib/catalog/list-deployments";
import { createCtx, processEnv } from "@/lib/compose/context";
import { deploymentListResponseSchema } from "@/lib/contracts/deployment";
import { githubWebhookResponseSchema } from "@/lib/contracts/github-webhook";
import { signedInPageActor } from "@/lib/http/page-actor";
import { deploymentListAnswer } from "@/lib/pipeline/present/rest/deployment-list-answer";
import { presentGithubWebhook } from "@/lib/pipeline/present/rest/present-github-webhook";

export const metadata: Metadata = { title: "Deployments" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/deployments");
  if (!actor.scopes.includes("ingest-status:read")) redirect("/settings/ingest"); // which says for whom it is
  const mayChange = actor.scopes.includes("settings:write");
  const ctx = createCtx(actor);
  const [newest, webhook] = await Promise.all([
    listDeployments(ctx, { limit: DEPLOYMENTS_SHOWN }),
    mayChange ? readGithubWebhook(ctx) : null,
  ]);
  const seeds = [
    {
      queryKey: queryKeys.deployments.page(null),
      schema: deploymentListResponseSchema,
      answer: deploymentListAnswer(newest),
    },
    {
      queryKey: queryKeys.deployments.github,
      schema: githubWebhookResponseSchema,
      answer: { data: presentGithubWebhook(webhook), asOfMs: null, demo: false, missing: [] },
    },
  ];
  const { publicUrl } = processEnv();
  return (
    <HydrationBoundary state={dehydratedQueries(mayChange ? seeds : seeds.slice(0, 1), ctx.clock.nowMs())}>
      <DeploymentsPage baseUrl={publicUrl.replace(/\/$/, "")} mayChange={mayChange} />
    </HydrationBoundary>
  );
}
