import * as z from "zod";
import { listDeployments } from "@/lib/catalog/list-deployments";
import { recordDeployment } from "@/lib/catalog/record-deployment";
import {
  deploymentSchema,
  listDeploymentsQuerySchema,
  recordDeploymentBodySchema,
} from "@/lib/contracts/deployment";
import { defineRoute } from "@/lib/http/define-route";
import { deploymentListAnswer } from "@/lib/pipeline/present/rest/deployment-list-answer";
import { presentDeployment } from "@/lib/pipeline/present/rest/present-deployment";
import { AppError } from "@/lib/platform/errors";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Change events, newest first",
  scope: "metrics:read",
  query: listDeploymentsQuerySchema,
  response: z.array(deploymentSchema),
  handle: async (ctx, { query }) => {
    const { from, to, cursor, ...filter } = query;
    return deploymentListAnswer(
      await listDeployments(ctx, { ...filter, fromMs: from, toMs: to, after: cursor }),
    );
  },
});

export const POST = defineRoute({
  summary: "Records a change event; the same external_id again updates it",
  scope: "deployments:write",
  body: recordDeploymentBodySchema,
  response: deploymentSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const { external_id, deployed_at, committed_at, ...same } = body;
    const kept = await recordDeployment(ctx, {
      ...same,
      externalId: external_id ?? null,
      source: "api",
      deployedAtMs: deployed_at,
      committedAtMs: committed_at,
    });
    if (kept === null) throw new AppError("conflict", "This delivery was received before.");
    return { data: presentDeployment(kept), demo: kept.demo };
  },
});
