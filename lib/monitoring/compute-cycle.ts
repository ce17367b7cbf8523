import { scopeKey } from "@/lib/domain/rollup-row";
import type { CycleSnapshot, RegionalMetrics, ServiceMetrics, ServiceTotals } from "@/lib/domain/snapshot";
import { worseVerdict, type Verdict } from "@/lib/domain/status";
import {
  executiveDashboardMetrics,
  type ExecutiveDashboardInput,
} from "@/lib/pipeline/aggregate/executive-dashboard-metrics";
import { globalMetrics } from "@/lib/pipeline/aggregate/global-metrics";
import { infrastructureHealth } from "@/lib/pipeline/aggregate/infrastructure-health";
import { judgedRegion, unnamedOf, type Judged } from "@/lib/pipeline/aggregate/judged-requests";
import { minuteSuccessRatios } from "@/lib/pipeline/aggregate/minute-success";
import { isFresh } from "@/lib/pipeline/aggregate/present-window";
import { regionalMetrics } from "@/lib/pipeline/aggregate/regional-metrics";
import {
  mergePresents,
  requestRates,
  scopePresent,
  type ScopePresent,
} from "@/lib/pipeline/aggregate/scope-present";
import type { ScopeSignals } from "@/lib/pipeline/aggregate/scope-signals";
import { serviceMetrics } from "@/lib/pipeline/aggregate/service-metrics";
import { serviceTotals } from "@/lib/pipeline/aggregate/service-totals";
import { errorBudget } from "@/lib/pipeline/detect/error-budget";
import { scopeStatus } from "@/lib/pipeline/detect/scope-status";
import { objectivesFor } from "@/lib/domain/objective";
import { businessCycle } from "./business-cycle";
import { indexInputs, lastWeekOf, spanRatios, type Indexed } from "./cycle-index";
import type { CycleInputs } from "./cycle-inputs";
import { scopeCycle, type ScopeCycle } from "./scope-cycle";
import { healthOf, riskOf, type ScopeRisk } from "./scope-judgement";

/** Services must name this much of a region's traffic for their statuses to speak for it alone. */
const NAMED_SHARE = 0.99;
const NO_SIGNALS: ScopeSignals = new Map();

interface ScopeResult<T> {
  readonly metrics: T;
  readonly present: ScopePresent;
  readonly risk: ScopeRisk;
}

/** One cycle's figures, statuses and scores. Pure: the same inputs give the same snapshot. */
export function computeCycle(inputs: CycleInputs): CycleSnapshot {
  const indexed = indexInputs(inputs);
  const services = servicesOf(inputs).map(({ region, service }) => computeService(indexed, region, service));
  const regions = regionsOf(inputs).map((region) => {
    const own = services.filter((result) => result.metrics.region === region);
    return computeRegion(indexed, region, own);
  });
  const regional = regions.map((result) => result.metrics);
  const world = mergePresents(regions.map((result) => result.present));
  const { cycle, long } = computeWorld(indexed, world, regional);
  const verdict = scopeStatus(regional.map((row) => partOf(row.region, row, indexed, null))) ?? cycle.own;
  const global = globalMetrics({
    asOfMs: inputs.asOfMs,
    figures: cycle.figures,
    health: healthOf(indexed, null, null, { cycle, verdict, risk: riskOf(indexed, null, null, regions) }),
    signals: cycle.signals,
    lastWeek: lastWeekOf(indexed, null),
    currency: inputs.business.settings.currency,
  });
  const business = businessCycle({
    ...{ inputs, regions, services, world, traffic: indexed.traffic },
    unnamed: (region) => unnamedOf(inputs.signals, region),
  });
  const parts = { global, regions: business.regions, services: business.services };
  const { figures, expectedMoney } = business;
  const valued = services.map((result, index) => ({ ...result, metrics: business.services[index] }));
  const executive = { ...parts, business: figures, expectedMoney, ...long };
  return {
    asOfMs: inputs.asOfMs,
    ...parts,
    serviceTotals: computeServiceTotals(indexed, valued),
    executive: executiveDashboardMetrics({ ...inputs, ...executive }),
    infrastructure: infrastructureHealth({ ...inputs, ...parts }),
  };
}

function regionsOf({ catalogRegions, signals }: CycleInputs): string[] {
  const codes = catalogRegions.map((region) => region.code);
  return [...new Set([...codes, ...signals.map((signal) => signal.region)])].sort();
}

function servicesOf({ signals }: CycleInputs): { region: string; service: string }[] {
  const pairs = new Map<string, { region: string; service: string }>();
  for (const { region, service } of signals)
    if (service !== null) pairs.set(scopeKey(region, service), { region, service });
  return [...pairs.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

function cycleOf(
  indexed: Indexed,
  region: string,
  service: string | null,
  parts: readonly ScopePresent[] | null,
): { cycle: ScopeCycle; present: ScopePresent } {
  const key = scopeKey(region, service);
  const rows = indexed.rows.get(key) ?? [];
  const signals = indexed.signals.get(key) ?? NO_SIGNALS;
  const { asOfMs, objectives } = indexed.inputs;
  const alone = scopePresent(rows, signals, asOfMs);
  const present = parts === null ? alone : { ...alone, judged: judgedPresent(indexed, region, alone, parts) };
  const cycle = scopeCycle({
    region,
    service,
    present,
    spanErrorRatios: spanRatios(indexed, [key]),
    minuteSuccessRatios: minuteSuccessRatios(rows, signals, asOfMs),
    objectives,
  });
  return { cycle, present };
}

function judgedPresent(
  { inputs }: Indexed,
  region: string,
  { rates }: ScopePresent,
  services: readonly ScopePresent[],
): Judged | null {
  const fresh = inputs.signals.filter((row) => isFresh(row.newestSampleMs, row.intervalMs, inputs.asOfMs));
  const parts = services.map((service) => requestRates(service.rates));
  return judgedRegion(requestRates(rates), parts, unnamedOf(fresh, region));
}

function computeService(indexed: Indexed, region: string, service: string): ScopeResult<ServiceMetrics> {
  const { cycle, present } = cycleOf(indexed, region, service, null);
  const risk = riskOf(indexed, region, service, []);
  const health = healthOf(indexed, region, service, { cycle, verdict: cycle.own, risk });
  const { asOfMs } = indexed.inputs;
  const { figures, signals } = cycle;
  return { present, risk, metrics: serviceMetrics({ asOfMs, region, service, figures, health, signals }) };
}

/** Each service over its regions: it is judged by them as the world is by the regions. */
function computeServiceTotals(
  indexed: Indexed,
  services: readonly ScopeResult<ServiceMetrics>[],
): ServiceTotals[] {
  const byName = new Map<string, ScopeResult<ServiceMetrics>[]>();
  for (const result of services)
    byName.set(result.metrics.service, [...(byName.get(result.metrics.service) ?? []), result]);
  const { asOfMs, objectives } = indexed.inputs;
  return [...byName.keys()].sort().map((service) => {
    const results = byName.get(service) ?? [];
    const regions = results.map(({ metrics }) => metrics);
    const cycle = scopeCycle({
      region: null,
      service,
      present: mergePresents(results.map(({ present }) => present)),
      spanErrorRatios: spanRatios(
        indexed,
        regions.map(({ region }) => scopeKey(region, service)),
      ),
      minuteSuccessRatios: [],
      objectives,
    });
    const parts = regions.map((row) => partOf(row.region, row, indexed, service));
    const verdict = scopeStatus(parts) ?? cycle.own;
    const risk = riskOf(indexed, null, service, results);
    const health = healthOf(indexed, null, service, { cycle, verdict, risk });
    const { figures, signals } = cycle;
    return serviceTotals({ asOfMs, service, figures, health, signals, regions });
  });
}

function computeRegion(
  indexed: Indexed,
  region: string,
  services: readonly ScopeResult<ServiceMetrics>[],
): ScopeResult<RegionalMetrics> {
  const presents = services.map((result) => result.present);
  const { cycle, present } = cycleOf(indexed, region, null, presents);
  const parts = services.map(({ metrics }) => partOf(metrics.service, metrics, indexed, metrics.service));
  const verdict = regionVerdict(indexed, region, cycle.own, parts);
  const risk = riskOf(indexed, region, null, services);
  const health = healthOf(indexed, region, null, { cycle, verdict, risk });
  const lastWeek = lastWeekOf(indexed, region);
  const { asOfMs } = indexed.inputs;
  const { figures, signals } = cycle;
  return { present, risk, metrics: regionalMetrics({ asOfMs, region, figures, health, signals, lastWeek }) };
}

/** The services speak for a region; its own figures too, where part of its traffic names no service. */
function regionVerdict(
  { traffic }: Indexed,
  region: string,
  own: Verdict,
  parts: readonly ReturnType<typeof partOf>[],
): Verdict {
  const byParts = scopeStatus(parts);
  if (byParts === null) return own;
  const named = parts.reduce((sum, part) => sum + (part.requestsPerSecond ?? 0), 0);
  const all = traffic.get(scopeKey(region, null)) ?? 0;
  return named >= all * NAMED_SHARE ? byParts : worseVerdict(byParts, own);
}

function partOf(
  name: string,
  { region, status }: RegionalMetrics | ServiceMetrics,
  { traffic }: Indexed,
  service: string | null,
) {
  return { name, status, requestsPerSecond: traffic.get(scopeKey(region, service)) ?? null };
}

type LongAvailability = Pick<
  ExecutiveDashboardInput,
  "longErrorRatio" | "longWindowMs" | "errorBudgetLeftRatio"
>;

function computeWorld(
  indexed: Indexed,
  present: ScopePresent,
  regions: readonly RegionalMetrics[],
): { cycle: ScopeCycle; long: LongAvailability } {
  const { objectives, firstRequestMs, asOfMs } = indexed.inputs;
  const ratios = spanRatios(
    indexed,
    regions.map((row) => scopeKey(row.region, null)),
  );
  const cycle = scopeCycle({
    region: null,
    service: null,
    present,
    spanErrorRatios: ratios,
    minuteSuccessRatios: [],
    objectives,
  });
  const { availabilityRatio: goodRatio, availabilityWindowMs: windowMs } = objectivesFor(
    objectives,
    null,
    null,
  );
  const longWindowMs = firstRequestMs === null ? null : Math.min(windowMs, asOfMs - firstRequestMs);
  const longErrorRatio = ratios.get(windowMs) ?? null;
  const budget = errorBudget({ badRatio: longErrorRatio, goodRatio, windowMs, coveredMs: longWindowMs });
  const errorBudgetLeftRatio = budget?.remainingRatio ?? null;
  return { cycle, long: { longErrorRatio, longWindowMs, errorBudgetLeftRatio } };
}
