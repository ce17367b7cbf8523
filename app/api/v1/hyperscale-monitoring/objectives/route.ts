import * as z from "zod";
import { listObjectivesQuerySchema, objectiveBodySchema, objectiveSchema } from "@/lib/contracts/objective";
import { defineRoute } from "@/lib/http/define-route";
import { objectiveListAnswer } from "@/lib/pipeline/present/rest/objective-list-answer";
import { objectiveOfBody, presentObjective } from "@/lib/pipeline/present/rest/present-objective";
import { versionTag } from "@/lib/platform/version-tag";
import { createObjective } from "@/lib/slo/create-objective";
import { listObjectives } from "@/lib/slo/list-objectives";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Every objective and how it stands: error budget, burn rates, what fires, time to exhaustion",
  scope: "metrics:read",
  query: listObjectivesQuerySchema,
  response: z.array(objectiveSchema),
  handle: async (ctx, { query: { region = null, service = null } }) =>
    objectiveListAnswer(await listObjectives(ctx, { region, service }), versionTag),
});

export const POST = defineRoute({
  summary: "Adds an objective; it is judged within seconds",
  scope: "settings:write",
  body: objectiveBodySchema,
  response: objectiveSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const created = await createObjective(ctx, objectiveOfBody(body));
    const etag = versionTag(created.version);
    const data = presentObjective({ ...created, standing: null, parts: [] }, etag);
    return { data, headers: new Headers({ etag }) };
  },
});
