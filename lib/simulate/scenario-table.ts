import type { Scenario, ScenarioKind } from "./scenario";
import { badDeploy } from "./scenarios/bad-deploy";
import { cacheStampede } from "./scenarios/cache-stampede";
import { connectionPoolLeak } from "./scenarios/connection-pool-leak";
import { cpuSaturation } from "./scenarios/cpu-saturation";
import { fillingDisk } from "./scenarios/filling-disk";
import { flashCrowd } from "./scenarios/flash-crowd";
import { memoryLeak } from "./scenarios/memory-leak";
import { regionCutOff } from "./scenarios/region-cut-off";
import { slowDependency } from "./scenarios/slow-dependency";
import { SIMULATED_SERVICES, type SimulatedService } from "./world";

export const SCENARIOS: Readonly<Record<ScenarioKind, Scenario>> = {
  "memory-leak": memoryLeak,
  "cpu-saturation": cpuSaturation,
  "bad-deploy": badDeploy,
  "filling-disk": fillingDisk,
  "cache-stampede": cacheStampede,
  "slow-dependency": slowDependency,
  "connection-pool-leak": connectionPoolLeak,
  "region-cut-off": regionCutOff,
  "flash-crowd": flashCrowd,
};

/** What such a scenario can strike: services that have what it needs. */
export function strikableServices(kind: ScenarioKind): readonly SimulatedService[] {
  const { needs } = SCENARIOS[kind];
  return SIMULATED_SERVICES.filter(
    ({ connectionShare, cacheLookups }) =>
      (needs !== "database" || connectionShare > 0) && (needs !== "cache" || cacheLookups > 0),
  );
}
