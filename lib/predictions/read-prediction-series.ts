import type { Stores } from "@/lib/context";
import type { MetricName } from "@/lib/domain/metric";
import {
  PREDICTION_KIND_DEFINITIONS,
  type PredictionKind,
  type PredictionSeries,
} from "@/lib/domain/prediction";
import { predictionRuleFor, type PredictionRule, type RuleSubject } from "@/lib/domain/prediction-rule";
import type { RegularSeries } from "@/lib/domain/regular-series";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, TIERS, windowStart } from "@/lib/domain/window";
import {
  fromFirstKnown,
  regularSeriesOf,
  type SeriesFigure,
  type SeriesSpan,
} from "@/lib/pipeline/aggregate/regular-series-of";
import type { PlatformSpending } from "@/lib/pipeline/detect/platform-cause";
import { BUDGET_KIND } from "./budget-evidence";
import { BudgetHistory } from "./budget-history";
import { countServiceBudgets, ServiceBudgets } from "./service-budgets";

const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;
/** What the model looks back over, and a day: there are many more services than regions. */
const SERVICE_MEMORY_MS = 15 * DAY_MS;

interface Source {
  readonly kind: PredictionKind;
  readonly metric: MetricName;
  readonly figure: SeriesFigure & ("mean" | "p99");
}
const SOURCES: readonly Source[] = [
  { kind: "cpu_saturation_prediction", metric: "cpu", figure: "mean" },
  { kind: "memory_pressure_prediction", metric: "memory", figure: "mean" },
  { kind: "disk_exhaustion_prediction", metric: "disk", figure: "mean" },
  { kind: "connection_exhaustion_prediction", metric: "connection_utilization", figure: "mean" },
  { kind: "latency_degradation_prediction", metric: "latency", figure: "p99" },
];

export interface SeriesQuery {
  readonly rules: readonly PredictionRule[];
  /** The first time that something is to be said of. */
  readonly fromMs: number;
  /** End of the newest window; it must be closed. */
  readonly toMs: number;
  /** Only those; default: all that a rule is for. */
  readonly isWanted?: (subject: RuleSubject) => boolean;
  /** Default: of both. */
  readonly of?: "regions" | "services";
}

/** null: the whole platform. */
export interface RegionSeries {
  readonly region: string | null;
  readonly series: readonly PredictionSeries[];
  /** Only of the whole platform. */
  readonly spending?: PlatformSpending;
}

/**
 * Every series that a rule is for, region by region, the whole platform last: of regions as far back as windows of 5 min are
 * kept, of their services 15 days. Only one region's are held at a time.
 */
export async function* readPredictionSeries(
  stores: Stores,
  query: SeriesQuery,
): AsyncGenerator<RegionSeries> {
  const { rules, toMs, isWanted = () => true, of } = query;
  const wanted = (kind: PredictionKind, region: string | null, service: string | null = null) =>
    predictionRuleFor(rules, { kind, region, service }) !== null && isWanted({ kind, region, service });
  const signals = await stores.rollups.signals();
  const fromMs = windowStart(toMs - FINE_TIER.keepMs, FINE_TIER.windowMs) + FINE_TIER.windowMs;
  const span = { fromMs, toMs, stepMs: FINE_TIER.windowMs };
  const servicesSpan = { ...span, fromMs: Math.max(fromMs, query.fromMs - SERVICE_MEMORY_MS) };
  const budgets = await BudgetHistory.of(stores, signals, span, query.fromMs);
  const serviceBudgets = await ServiceBudgets.of(stores, signals, servicesSpan);
  const isBudgetWanted = (region: string | null, service: string) => wanted(BUDGET_KIND, region, service);
  for (const [region, here] of byRegion(signals)) {
    const sources = SOURCES.filter(({ kind }) => wanted(kind, region));
    const ofServices = sources.filter(({ kind }) =>
      here.some(({ service }) => service !== null && wanted(kind, region, service)),
    );
    const budgetsWanted = { region: wanted(BUDGET_KIND, region), platform: wanted(BUDGET_KIND, null) };
    const whole = async () => [
      ...(await readRegion(stores, here, sources, span)),
      ...(await budgets.ofRegion(region, budgetsWanted)),
    ];
    const services = async () => [
      ...(await readServices(stores, here, ofServices, servicesSpan)),
      ...(await serviceBudgets.ofRegion(region, isBudgetWanted)),
    ];
    const series = [
      ...(of === "services" ? [] : await whole()),
      ...(of === "regions" ? [] : await services()),
    ];
    yield { region, series: series.filter(isKnown) };
  }
  if (!wanted(BUDGET_KIND, null)) return;
  const series = [
    ...(of === "services" ? [] : budgets.ofPlatform()),
    ...(of === "regions" ? [] : serviceBudgets.ofPlatform()),
  ];
  yield { region: null, series: series.filter(isKnown), spending: budgets.spending() };
}

function isKnown({ series: { values } }: PredictionSeries): boolean {
  return values.length > 0;
}

/** How many series of services a kind is predicted of, in the regions that are wanted. */
export async function countServices(
  stores: Stores,
  kind: PredictionKind,
  isWanted: (subject: RuleSubject) => boolean,
): Promise<number> {
  const signals = await stores.rollups.signals();
  if (kind === BUDGET_KIND)
    return countServiceBudgets(await stores.objectives.all(), signals, (region, service) =>
      isWanted({ kind, region, service }),
    );
  const metric = SOURCES.find((source) => source.kind === kind)?.metric;
  return signals.filter(
    ({ metric: sent, region, service }) =>
      sent === metric && service !== null && isWanted({ kind, region, service }),
  ).length;
}

function byRegion(signals: readonly SignalRow[]): ReadonlyMap<string, readonly SignalRow[]> {
  const regions = new Map<string, SignalRow[]>();
  for (const row of signals) {
    const known = regions.get(row.region);
    if (known) known.push(row);
    else regions.set(row.region, [row]);
  }
  return new Map([...regions].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is asked of places, in windows of the same span. */
const DEMAND: MetricName = "requests";

async function readRegion(
  { rollups }: Stores,
  signals: readonly SignalRow[],
  sources: readonly Source[],
  span: SeriesSpan,
): Promise<PredictionSeries[]> {
  const sent = sources.filter(({ metric }) => signals.some((row) => row.metric === metric));
  if (sent.length === 0) return [];
  const { region } = signals[0]!;
  const { fromMs, toMs } = span;
  const metrics = [...sent.map(({ metric }) => metric), ...(sent.some(followsRequests) ? [DEMAND] : [])];
  const query = { metrics, regions: [region], tier: FINE_TIER, fromMs, toMs };
  const histories = await rollups.regionHistory(query);
  const asked = histories.find(({ metric }) => metric === DEMAND);
  const demand = asked && regularSeriesOf(asked.parts, "sum", span);
  return histories.flatMap(({ metric, parts }): PredictionSeries[] => {
    const source = sent.find((each) => each.metric === metric);
    if (!source) return [];
    return [
      {
        subject: { kind: source.kind, region, service: null, objectiveId: null },
        ...knownPart(regularSeriesOf(parts, source.figure, span), followsRequests(source) ? demand : null),
        demo: signals.some((row) => row.metric === metric && row.demo),
      },
    ];
  });
}

async function readServices(
  { packedSeries }: Stores,
  signals: readonly SignalRow[],
  sources: readonly Source[],
  span: SeriesSpan,
): Promise<PredictionSeries[]> {
  const { region } = signals[0]!;
  const read = (metric: MetricName, kind: Source["figure"] | "sum") =>
    packedSeries.read({ metric, figure: { kind }, of: "services", tier: FINE_TIER, region, ...span });
  const found: PredictionSeries[] = [];
  for (const source of sources) {
    const { kind, metric, figure } = source;
    const senders = new Map(
      signals.flatMap((row) => (row.metric === metric && row.service ? [[row.service, row.demo]] : [])),
    );
    if (senders.size === 0) continue;
    const asked = followsRequests(source) ? await read(DEMAND, "sum") : [];
    const demands = new Map(asked.map(({ service, series }) => [service, series]));
    for (const { service, series } of await read(metric, figure))
      found.push({
        subject: { kind, region, service, objectiveId: null },
        ...knownPart(series, demands.get(service)),
        demo: senders.get(service ?? "") ?? false,
      });
  }
  return found;
}

function followsRequests({ kind }: Source): boolean {
  return PREDICTION_KIND_DEFINITIONS[kind].followsRequests;
}

/** From the first known window on, with what was asked in the same ones. */
function knownPart(
  whole: RegularSeries,
  demand: RegularSeries | null | undefined,
): Pick<PredictionSeries, "series" | "demand"> {
  const series = fromFirstKnown(whole);
  const before = whole.values.length - series.values.length;
  return { series, demand: demand ? { ...series, values: demand.values.subarray(before) } : null };
}
