import { scopeKey, type RollupRow } from "@/lib/domain/rollup-row";
import type {
  CycleSnapshot,
  LastWeekFigures,
  RegionalMetrics,
  ServiceMetrics,
  ServiceTotals,
} from "@/lib/domain/snapshot";
import { worseVerdict, type Verdict } from "@/lib/domain/status";
import { judgedSpan } from "@/lib/pipeline/aggregate/error-spans";
import {
  executiveDashboardMetrics,
  type ExecutiveDashboardInput,
} from "@/lib/pipeline/aggregate/executive-dashboard-metrics";
import { globalMetrics } from "@/lib/pipeline/aggregate/global-metrics";
import { infrastructureHealth } from "@/lib/pipeline/aggregate/infrastructure-health";
import {
  errorRatioOf,
  judgedRegion,
  mergeJudged,
  unnamedOf,
  type Judged,
} from "@/lib/pipeline/aggregate/judged-requests";
import { lastWeekFigures, lastWeekWindowMs } from "@/lib/pipeline/aggregate/last-week";
import { minuteSuccessRatios } from "@/lib/pipeline/aggregate/minute-success";
import { isFresh } from "@/lib/pipeline/aggregate/present-window";
import { regionalMetrics } from "@/lib/pipeline/aggregate/regional-metrics";
import {
  mergePresents,
  requestRates,
  scopePresent,
  type ScopePresent,
} from "@/lib/pipeline/aggregate/scope-present";
import { signalsByScope, type ScopeSignals } from "@/lib/pipeline/aggregate/scope-signals";
import { serviceMetrics } from "@/lib/pipeline/aggregate/service-metrics";
import { serviceTotals } from "@/lib/pipeline/aggregate/service-totals";
import { statusSince } from "@/lib/pipeline/aggregate/status-since";
import { usualTraffic } from "@/lib/pipeline/aggregate/usual-traffic";
import type { SpanErrorRatios } from "@/lib/pipeline/detect/burn-rate";
import { errorBudget } from "@/lib/pipeline/detect/error-budget";
import { scopeStatus } from "@/lib/pipeline/detect/scope-status";
import { objectivesFor } from "@/lib/domain/objective";
import { businessCycle } from "./business-cycle";
import { WORLD, type CycleInputs } from "./cycle-inputs";
import { scopeCycle, scopeHealth, type ScopeCycle } from "./scope-cycle";

/** Services must name this much of a region's traffic for their statuses to speak for it alone. */
const NAMED_SHARE = 0.99;
const NO_SIGNALS: ScopeSignals = new Map();

/** Rows and sums of the inputs, by scopeKey. */
interface Indexed {
  readonly inputs: CycleInputs;
  readonly rows: ReadonlyMap<string, readonly RollupRow[]>;
  readonly signals: ReadonlyMap<string, ScopeSignals>;
  readonly spans: ReadonlyMap<number, ReadonlyMap<string, Judged | null>>;
  readonly traffic: ReadonlyMap<string, number>;
}

interface ScopeResult<T> {
  readonly metrics: T;
  readonly present: ScopePresent;
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
    health: scopeHealth(cycle, verdict, sinceOf(indexed, WORLD, verdict)),
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
  const valued = services.map(({ present }, index) => ({ present, metrics: business.services[index] }));
  const executive = { ...parts, business: figures, expectedMoney, ...long };
  return {
    asOfMs: inputs.asOfMs,
    ...parts,
    serviceTotals: computeServiceTotals(indexed, valued),
    executive: executiveDashboardMetrics({ ...inputs, ...executive }),
    infrastructure: infrastructureHealth(parts),
  };
}

function indexInputs(inputs: CycleInputs): Indexed {
  const { windows, latencies, hours, spans, asOfMs } = inputs;
  const rows = new Map<string, RollupRow[]>();
  for (const row of [windows.regions, windows.services, latencies.regions, latencies.services].flat()) {
    const key = scopeKey(row.region, row.service);
    const group = rows.get(key);
    if (group) group.push(row);
    else rows.set(key, [row]);
  }
  return {
    inputs,
    rows,
    signals: signalsByScope(inputs.signals, asOfMs),
    spans: new Map(
      [...spans].map(([ms, sums]) => [ms, judgedSpan(sums, (region) => unnamedOf(inputs.signals, region))]),
    ),
    traffic: usualTraffic([...hours.regions, ...hours.services], asOfMs),
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

function spanRatios({ spans }: Indexed, keys: readonly string[]): SpanErrorRatios {
  return new Map(
    [...spans].map(([ms, sums]) => [ms, errorRatioOf(mergeJudged(keys.map((key) => sums.get(key))))]),
  );
}

function computeService(indexed: Indexed, region: string, service: string): ScopeResult<ServiceMetrics> {
  const { cycle, present } = cycleOf(indexed, region, service, null);
  const health = scopeHealth(cycle, cycle.own, sinceOf(indexed, scopeKey(region, service), cycle.own));
  const { asOfMs } = indexed.inputs;
  const { figures, signals } = cycle;
  return { present, metrics: serviceMetrics({ asOfMs, region, service, figures, health, signals }) };
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
    const health = scopeHealth(cycle, verdict, sinceOf(indexed, scopeKey(null, service), verdict));
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
  const health = scopeHealth(cycle, verdict, sinceOf(indexed, scopeKey(region, null), verdict));
  const lastWeek = lastWeekOf(indexed, region);
  const { asOfMs } = indexed.inputs;
  const { figures, signals } = cycle;
  return { present, metrics: regionalMetrics({ asOfMs, region, figures, health, signals, lastWeek }) };
}

function sinceOf({ inputs }: Indexed, key: string, { status }: Verdict): number | null {
  return statusSince(status, inputs.asOfMs, inputs.before.get(key));
}

/** `region` null: all regions together. */
function lastWeekOf({ inputs }: Indexed, region: string | null): LastWeekFigures | null {
  const rows = region === null ? inputs.lastWeek : inputs.lastWeek.filter((row) => row.region === region);
  const { latencyP99Ms } = objectivesFor(inputs.objectives, region, null);
  return lastWeekFigures(rows, lastWeekWindowMs(inputs.asOfMs), latencyP99Ms);
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
