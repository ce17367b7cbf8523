import type { EngineSeries } from "@/lib/domain/engine-series";
import type { FoldLimits, FoldPolicy } from "@/lib/pipeline/aggregate/fold/fold-policy";
import { scopeOf, type EngineScope, type EngineScopeLabels } from "./engine-scope";

/** What senders may name; an engine may name no more. */
export type ScopePolicy = Pick<FoldPolicy, "checkScopeName"> & Pick<FoldLimits, "maxRegions" | "maxServices">;

/** Regions and services that were named. */
export interface ScopeNames {
  readonly regions: readonly string[];
  readonly services: readonly string[];
}

export type RefusedScope = "no-region" | "bad-name" | "region-limit" | "service-limit";

/** The regions and services that one engine named so far: whoever came first stays, what is one too many is refused. */
export class AdmittedScopes {
  private readonly regions: Set<string>;
  private readonly services: Set<string>;

  /** @param before admitted by earlier reads */
  constructor(
    private readonly policy: ScopePolicy,
    before: ScopeNames = { regions: [], services: [] },
  ) {
    this.regions = new Set(before.regions);
    this.services = new Set(before.services);
  }

  /** Whose figures a series has, known from now on; or why it is left out. */
  admit(series: EngineSeries, labels: EngineScopeLabels): EngineScope | RefusedScope {
    const scope = this.read(series, labels);
    if (typeof scope === "string") return scope;
    const { region, service } = scope;
    if (!this.regions.has(region) && this.regions.size >= this.policy.maxRegions) return "region-limit";
    if (service !== null && !this.services.has(service) && this.services.size >= this.policy.maxServices)
      return "service-limit";
    this.regions.add(region);
    if (service !== null) this.services.add(service);
    return scope;
  }

  /** Whose figures a series has, whether or not it may be known. */
  read(series: EngineSeries, labels: EngineScopeLabels): EngineScope | "no-region" | "bad-name" {
    return scopeOf(series, labels, this.policy.checkScopeName);
  }

  get names(): ScopeNames {
    return { regions: [...this.regions], services: [...this.services] };
  }

  /** Grows with each new name; nothing is ever forgotten. */
  get size(): number {
    return this.regions.size + this.services.size;
  }
}
