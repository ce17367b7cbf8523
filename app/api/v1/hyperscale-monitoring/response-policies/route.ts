import * as z from "zod";
import { responsePolicyBodySchema, responsePolicySchema } from "@/lib/contracts/response";
import { defineRoute } from "@/lib/http/define-route";
import { policyOfBody, presentResponsePolicy } from "@/lib/pipeline/present/rest/present-response-policy";
import { createResponsePolicy, listResponsePolicies } from "@/lib/pipeline/respond/response-policies";
import { versionTag } from "@/lib/platform/version-tag";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Policies of automated responses, by name",
  scope: "metrics:read",
  response: z.array(responsePolicySchema),
  handle: async (ctx) => ({
    data: (await listResponsePolicies(ctx)).map((each) =>
      presentResponsePolicy(each, versionTag(each.version)),
    ),
  }),
});

export const POST = defineRoute({
  summary: "Adds a policy: which incidents are answered with which actions, within which limits",
  scope: "settings:write",
  body: responsePolicyBodySchema,
  response: responsePolicySchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const policy = await createResponsePolicy(ctx, policyOfBody(body));
    const etag = versionTag(policy.version);
    return { data: presentResponsePolicy(policy, etag), headers: new Headers({ etag }) };
  },
});
