import {
  responseParamsSchema as params,
  responsePolicyBodySchema,
  responsePolicySchema,
} from "@/lib/contracts/response";
import type { ResponsePolicy } from "@/lib/domain/response";
import { defineRoute } from "@/lib/http/define-route";
import { policyOfBody, presentResponsePolicy } from "@/lib/pipeline/present/rest/present-response-policy";
import {
  deleteResponsePolicy,
  findResponsePolicy,
  updateResponsePolicy,
} from "@/lib/pipeline/respond/response-policies";
import { versionTag } from "@/lib/platform/version-tag";

function answer(policy: ResponsePolicy) {
  const etag = versionTag(policy.version);
  return { data: presentResponsePolicy(policy, etag), headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "One policy of automated responses",
  scope: "metrics:read",
  params,
  response: responsePolicySchema,
  handle: async (ctx, { params: { id } }) => answer(await findResponsePolicy(ctx, { id })),
});

export const PUT = defineRoute({
  summary: "Changes a policy; what waits under it has the new limits at once",
  scope: "settings:write",
  params,
  body: responsePolicyBodySchema,
  conditional: true,
  response: responsePolicySchema,
  handle: async (ctx, { params: { id }, body, ifMatch }) =>
    answer(await updateResponsePolicy(ctx, { id, settings: policyOfBody(body), ifMatch })),
});

export const DELETE = defineRoute({
  summary: "Removes a policy; what was done under it stays in the ledger",
  scope: "settings:write",
  params,
  conditional: true,
  response: responsePolicySchema,
  handle: async (ctx, { params: { id }, ifMatch }) =>
    answer(await deleteResponsePolicy(ctx, { id, ifMatch })),
});
