import { writeFileSync } from "node:fs";
import type { PredictedBreach, PredictionKind } from "../../lib/domain/prediction";
import { MINUTE_MS } from "../../lib/domain/window";
import type { ScenarioInstance, ScenarioKind } from "../../lib/simulate/scenario";
import { scenarioTimeline } from "../../lib/simulate/scenario-level";
import {
  FLEET_END_MS,
  FLEET_START_MS,
  GRADUAL,
  isQuiet,
  plannedWorld,
  PREDICTED_FROM_MS,
} from "./fleet-plan";
import { walkFleet, type FleetRecord } from "./fleet-record";
import { fleetSeries } from "./fleet-series";

interface Options {
  /** "1-20" */
  readonly seeds?: string;
  /** Minutes between two steps. */
  readonly step?: string;
  readonly out?: string;
}

const SEEDS = "1-20";
const STEP_MINUTES = 15;

/** What a gradual scenario uses up. */
const RESOURCES: Partial<Record<ScenarioKind, PredictionKind>> = {
  "memory-leak": "memory_pressure_prediction",
  "filling-disk": "disk_exhaustion_prediction",
  "connection-pool-leak": "connection_exhaustion_prediction",
  "cpu-saturation": "cpu_saturation_prediction",
};

/** What became of one scenario. */
interface Foretold {
  readonly seed: number;
  readonly scenario: ScenarioInstance;
  /** null: what it strikes never breached its threshold. */
  readonly onsetMs: number | null;
  /** Before the breach, counted from the scenario's own start at the earliest; null: nothing was open at its onset. */
  readonly leadMinutes: number | null;
}

interface SeedResult {
  readonly foretold: readonly Foretold[];
  /** Alerts of their own, not parts of another one, that did not come true. */
  readonly falseQuiet: number;
  readonly falseTrouble: number;
  readonly pages: number;
}

export function measure({ seeds = SEEDS, step, out }: Options): void {
  const [first, last = first] = seeds.split("-").map(Number);
  const results: SeedResult[] = [];
  const before = process.cpuUsage();
  for (let seed = first; seed <= last; seed++) {
    results.push(runSeed(seed, Number(step ?? STEP_MINUTES) * MINUTE_MS));
    const { user, system } = process.cpuUsage(before);
    console.error(`seed ${seed} done, after ${Math.round((user + system) / 1e6)} s of CPU`);
  }
  const report = summary(results);
  console.table(report.scenarios);
  const { quiet, trouble } = report;
  console.log(
    `${quiet.falsePages} false pages in ${quiet.weeks} quiet weeks; in trouble ${trouble.falsePages} of ${trouble.pages} pages were false.`,
  );
  if (out)
    writeFileSync(
      out,
      `${JSON.stringify({ ...report, foretold: results.flatMap((result) => result.foretold) }, null, 2)}\n`,
    );
}

function runSeed(seed: number, stepMs: number): SeedResult {
  const world = plannedWorld(seed);
  const series = fleetSeries(world, { fromMs: FLEET_START_MS, toMs: FLEET_END_MS });
  const record = walkFleet({ series, fromMs: PREDICTED_FROM_MS, toMs: FLEET_END_MS, stepMs });
  const pages = record.predictions.filter(({ causeId }) => causeId === null);
  const wrong = pages.filter(({ outcome }) => outcome === "false");
  const falseQuiet = wrong.filter(({ openedMs }) => isQuiet(openedMs)).length;
  return {
    foretold: world.scenarios.map((scenario) => foretold(seed, scenario, record)),
    ...{ falseQuiet, falseTrouble: wrong.length - falseQuiet },
    pages: pages.filter(({ openedMs }) => !isQuiet(openedMs)).length,
  };
}

/** By the breach of what a gradual one uses up; of a sudden one by the first breach where it strikes. */
function foretold(
  seed: number,
  scenario: ScenarioInstance,
  { breaches, predictions }: FleetRecord,
): Foretold {
  const { startMs, endMs } = scenarioTimeline(scenario);
  const resource = RESOURCES[scenario.kind];
  const isOfIt = ({ kind, region, service, onsetMs }: PredictedBreach) =>
    region === scenario.region &&
    (scenario.service === null || service === scenario.service) &&
    (resource === undefined || kind === resource) &&
    onsetMs >= startMs &&
    onsetMs < endMs;
  const breach = breaches.filter(isOfIt).sort((a, b) => a.onsetMs - b.onsetMs)[0];
  if (!breach) return { seed, scenario, onsetMs: null, leadMinutes: null };
  const { onsetMs, predictionId } = breach;
  const opened = predictions.find(({ id }) => id === predictionId);
  const leadMinutes = opened ? (onsetMs - Math.max(opened.openedMs, startMs)) / MINUTE_MS : null;
  return { seed, scenario, onsetMs, leadMinutes };
}

function summary(results: readonly SeedResult[]) {
  const all = results.flatMap((result) => result.foretold);
  const kinds = [...new Set(all.map(({ scenario }) => scenario.kind))];
  const total = (figure: (result: SeedResult) => number) =>
    results.reduce((sum, result) => sum + figure(result), 0);
  return {
    scenarios: Object.fromEntries([
      ["gradual", rowOf(all.filter(({ scenario }) => GRADUAL.includes(scenario.kind)))],
      ...kinds.map((kind) => [kind, rowOf(all.filter(({ scenario }) => scenario.kind === kind))] as const),
    ]),
    quiet: { weeks: results.length, falsePages: total(({ falseQuiet }) => falseQuiet) },
    trouble: { pages: total(({ pages }) => pages), falsePages: total(({ falseTrouble }) => falseTrouble) },
  };
}

const ENOUGH_MINUTES = 8;

function rowOf(these: readonly Foretold[]) {
  const breached = these.filter(({ onsetMs }) => onsetMs !== null);
  const leads = breached.map(({ leadMinutes }) => leadMinutes ?? 0).sort((a, b) => a - b);
  return {
    scenarios: these.length,
    breached: breached.length,
    predicted: breached.filter(({ leadMinutes }) => leadMinutes !== null).length,
    "8 min before": leads.filter((lead) => lead >= ENOUGH_MINUTES).length,
    "least min": leads[0] ?? null,
    "median min": leads[leads.length >> 1] ?? null,
  };
}
