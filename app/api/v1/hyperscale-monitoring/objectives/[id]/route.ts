import * as z from "zod";
import { objectiveBodySchema, objectiveSchema } from "@/lib/contracts/objective";
import { textInput } from "@/lib/contracts/text";
import type { StoredObjective } from "@/lib/domain/objective";
import { defineRoute } from "@/lib/http/define-route";
import { missingOfObjective } from "@/lib/pipeline/present/rest/objective-list-answer";
import { objectiveOfBody, presentObjective } from "@/lib/pipeline/present/rest/present-objective";
import { versionTag } from "@/lib/platform/version-tag";
import { deleteObjective } from "@/lib/slo/delete-objective";
import { findObjective } from "@/lib/slo/find-objective";
import { updateObjective } from "@/lib/slo/update-objective";

const params = z.object({ id: textInput.min(1) });

export const GET = defineRoute({
  summary: "One objective and how it stands",
  scope: "metrics:read",
  params,
  response: objectiveSchema,
  handle: async (ctx, { params: { id } }) => {
    const { objective, asOfMs, demo } = await findObjective(ctx, { id });
    const data = presentObjective(objective, versionTag(objective.version));
    const headers = new Headers({ etag: versionTag(objective.version, asOfMs) });
    return { data, asOfMs, demo, missing: missingOfObjective(data), headers };
  },
});

/** After a change nothing is known of how it stands. */
function changed(objective: StoredObjective) {
  const etag = versionTag(objective.version);
  const data = presentObjective({ ...objective, standing: null, parts: [] }, etag);
  return { data, headers: new Headers({ etag }) };
}

export const PUT = defineRoute({
  summary: "Changes an objective; of a built-in one only target and window",
  scope: "settings:write",
  params,
  body: objectiveBodySchema,
  conditional: true,
  response: objectiveSchema,
  handle: async (ctx, { params: { id }, body, ifMatch }) =>
    changed(await updateObjective(ctx, { ...objectiveOfBody(body), id, ifMatch })),
});

export const DELETE = defineRoute({
  summary: "Deletes an objective that is not built in; what it covered falls under the next more general one",
  scope: "settings:write",
  params,
  conditional: true,
  response: objectiveSchema,
  handle: async (ctx, { params: { id }, ifMatch }) => changed(await deleteObjective(ctx, { id, ifMatch })),
});
