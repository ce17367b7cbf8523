import * as z from "zod";
import { maintenanceWindowBodySchema, maintenanceWindowSchema } from "@/lib/contracts/maintenance-window";
import { defineRoute } from "@/lib/http/define-route";
import { createMaintenanceWindow } from "@/lib/pipeline/incidents/create-maintenance-window";
import { listMaintenanceWindows } from "@/lib/pipeline/incidents/list-maintenance-windows";
import {
  maintenancePlanOfBody,
  presentMaintenanceWindow,
} from "@/lib/pipeline/present/rest/present-maintenance-window";
import { versionTag } from "@/lib/platform/version-tag";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Every maintenance window by name, with when it is next",
  scope: "metrics:read",
  response: z.array(maintenanceWindowSchema),
  handle: async (ctx) => ({
    data: (await listMaintenanceWindows(ctx)).map((window) =>
      presentMaintenanceWindow(window, versionTag(window.version), ctx.clock.nowMs()),
    ),
  }),
});

export const POST = defineRoute({
  summary: "Adds a maintenance window: what begins during it, and that it names, opens no incident",
  scope: "settings:write",
  body: maintenanceWindowBodySchema,
  response: maintenanceWindowSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const window = await createMaintenanceWindow(ctx, maintenancePlanOfBody(body));
    const etag = versionTag(window.version);
    return {
      data: presentMaintenanceWindow(window, etag, ctx.clock.nowMs()),
      headers: new Headers({ etag }),
    };
  },
});
