import * as z from "zod";
import { maintenanceWindowBodySchema, maintenanceWindowSchema } from "@/lib/contracts/maintenance-window";
import { textInput } from "@/lib/contracts/text";
import type { Ctx } from "@/lib/context";
import type { MaintenanceWindow } from "@/lib/domain/maintenance-window";
import { defineRoute } from "@/lib/http/define-route";
import { deleteMaintenanceWindow } from "@/lib/pipeline/incidents/delete-maintenance-window";
import { findMaintenanceWindow } from "@/lib/pipeline/incidents/find-maintenance-window";
import { updateMaintenanceWindow } from "@/lib/pipeline/incidents/update-maintenance-window";
import {
  maintenancePlanOfBody,
  presentMaintenanceWindow,
} from "@/lib/pipeline/present/rest/present-maintenance-window";
import { versionTag } from "@/lib/platform/version-tag";

const params = z.object({ id: textInput.min(1) });

function answer(ctx: Ctx, window: MaintenanceWindow) {
  const data = presentMaintenanceWindow(window, versionTag(window.version), ctx.clock.nowMs());
  // When it is next changes without a version.
  const changesMs =
    data.next[0] === undefined ? null : Date.parse(data.open ? data.next[0].to : data.next[0].from);
  return { data, headers: new Headers({ etag: versionTag(window.version, changesMs) }) };
}

export const GET = defineRoute({
  summary: "One maintenance window, with when it is next",
  scope: "metrics:read",
  params,
  response: maintenanceWindowSchema,
  handle: async (ctx, { params: { id } }) => answer(ctx, await findMaintenanceWindow(ctx, { id })),
});

export const PUT = defineRoute({
  summary: "Changes a maintenance window; what it silences no more is taken in at once",
  scope: "settings:write",
  params,
  body: maintenanceWindowBodySchema,
  conditional: true,
  response: maintenanceWindowSchema,
  handle: async (ctx, { params: { id }, body, ifMatch }) =>
    answer(ctx, await updateMaintenanceWindow(ctx, { id, plan: maintenancePlanOfBody(body), ifMatch })),
});

export const DELETE = defineRoute({
  summary: "Removes a maintenance window; what it silenced is taken in at once",
  scope: "settings:write",
  params,
  conditional: true,
  response: maintenanceWindowSchema,
  handle: async (ctx, { params: { id }, ifMatch }) =>
    answer(ctx, await deleteMaintenanceWindow(ctx, { id, ifMatch })),
});
