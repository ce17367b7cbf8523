import { cache } from "react";
import { readRegions } from "@/lib/catalog/read-regions";
import { createCtx } from "@/lib/compose/context";
import type { RegionContract } from "@/lib/contracts/region";
import { presentRegion } from "@/lib/pipeline/present/rest/present-region";
import type { Actor } from "@/lib/platform/actor";
import { versionTag } from "@/lib/platform/version-tag";

/** The region of a code, read once a request; null: it never reported. */
export const knownRegion = cache(async (actor: Actor, code: string): Promise<RegionContract | null> => {
  const found = (await readRegions(createCtx(actor))).find((region) => region.code === code);
  return found ? presentRegion(found, versionTag(found.version)) : null;
});
