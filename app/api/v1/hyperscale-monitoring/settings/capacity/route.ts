import { readCapacitySettings } from "@/lib/capacity/read-capacity-settings";
import { updateCapacitySettings } from "@/lib/capacity/update-capacity-settings";
import { capacitySettingsBodySchema, capacitySettingsSchema } from "@/lib/contracts/capacity-settings";
import type { VersionedCapacitySettings } from "@/lib/domain/capacity";
import { defineRoute } from "@/lib/http/define-route";
import { versionTag } from "@/lib/platform/version-tag";

function answer({ provisioningLeadDays, version }: VersionedCapacitySettings) {
  const etag = versionTag(version);
  return { data: { provisioning_lead_days: provisioningLeadDays, etag }, headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "What plans of capacity reckon with: the provisioning lead time",
  scope: "metrics:read",
  response: capacitySettingsSchema,
  handle: async (ctx) => answer(await readCapacitySettings(ctx)),
});

export const PUT = defineRoute({
  summary: "Sets what plans of capacity reckon with, as a whole",
  scope: "settings:write",
  body: capacitySettingsBodySchema,
  conditional: true,
  response: capacitySettingsSchema,
  handle: async (ctx, { body, ifMatch }) => {
    const settings = { provisioningLeadDays: body.provisioning_lead_days };
    return answer(await updateCapacitySettings(ctx, { settings, ifMatch }));
  },
});
