import { z } from "zod";
import type { SettingStore } from "@/lib/db/setting-store";
import type { ScopeNames } from "@/lib/pipeline/aggregate/engine/admitted-scopes";

/** Setting under which a source's regions and services are kept, so that their number is limited over all its reads. */
export function sourceScopesKey(sourceId: string): string {
  return `source-scopes/${sourceId}`;
}

/** `version` of the source: once an admin changed it, other labels may name other places. */
const sourceScopesSchema = z.object({
  version: z.int(),
  regions: z.array(z.string()),
  services: z.array(z.string()),
});
export type SourceScopes = z.infer<typeof sourceScopesSchema>;

/** What this version of a source named so far. */
export async function readSourceScopes(
  settings: Pick<SettingStore, "get">,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<ScopeNames> {
  const stored = await settings.get(sourceScopesKey(id), sourceScopesSchema);
  return stored?.version === version ? stored : { regions: [], services: [] };
}
