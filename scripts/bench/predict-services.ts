import type { Prediction } from "../../lib/domain/prediction";
import { DEFAULT_OPEN_PROBABILITY } from "../../lib/domain/prediction-rule";
import { DAY_MS, MINUTE_MS } from "../../lib/domain/window";
import { walkFleet } from "./fleet-record";
import { drawn, measuredServices, TEST_FROM_MS, type MeasuredService } from "./measured-services";

interface Options {
  /** "1-10" */
  readonly seeds?: string;
  /** Minutes between two steps. */
  readonly step?: string;
  /** The rule's probability; 1/3 is, of services, what 1/2 was before more was asked of them. */
  readonly "told-from"?: string;
}

const SEEDS = "1-10";
/** As a replay does. */
const STEP_MINUTES = 15;
const SERVICES = 24;
const WEEKS = 2;
const JUDGED_UNTIL_MS = TEST_FROM_MS + WEEKS * 7 * DAY_MS;
/** What was said last is known a day later. */
const WALKED_UNTIL_MS = JUDGED_UNTIL_MS + DAY_MS;

type Setting = keyof MeasuredService["thresholds"];
interface Walk {
  readonly setting: Setting;
  readonly stepMs: number;
  readonly openProbability: number;
}
/** A week of a region. */
type RegionWeek = Readonly<Record<"breaches" | "foretold" | "alerts" | "true" | "false" | "parts", number>>;

/** How many alerts a region of many services brings, on measured series. */
export function measure(kit: { readonly folder: string }, options: Options): void {
  const { seeds = SEEDS, step = STEP_MINUTES, "told-from": toldFrom = DEFAULT_OPEN_PROBABILITY } = options;
  const [first, last = first] = seeds.split("-").map(Number);
  const services = measuredServices(kit.folder);
  const walk = { stepMs: Number(step) * MINUTE_MS, openProbability: Number(toldFrom) };
  for (const setting of ["task", "ahead"] as const) {
    const regions: RegionWeek[] = [];
    for (let seed = first; seed <= last; seed++)
      regions.push(regionWeek(drawn(services, SERVICES, seed), { ...walk, setting }));
    console.log(`A week of a region of ${SERVICES} services, thresholds: ${setting}, rule ${toldFrom}`);
    console.table(summary(regions));
  }
}

function summary(regions: readonly RegionWeek[]) {
  const row = (name: keyof RegionWeek) => {
    const figures = regions.map((region) => region[name]);
    const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
    return {
      ...{ mean, least: Math.min(...figures), most: Math.max(...figures) },
      "mean of a service": Number((mean / SERVICES).toFixed(3)),
    };
  };
  const names = Object.keys(regions[0]) as (keyof RegionWeek)[];
  return Object.fromEntries(names.map((name) => [name, row(name)]));
}

function regionWeek(
  services: readonly MeasuredService[],
  { setting, stepMs, openProbability }: Walk,
): RegionWeek {
  const thresholds = new Map(services.map(({ of, thresholds }) => [of.subject.service, thresholds[setting]]));
  const { predictions, breaches } = walkFleet({
    ...{ fromMs: TEST_FROM_MS, toMs: WALKED_UNTIL_MS, stepMs },
    series: services.map(({ of }) => of),
    ruleOf: ({ kind, region, service }) => ({
      ...{ kind, region, threshold: thresholds.get(service)!, openProbability },
      ...{ enabled: true, services: true },
    }),
  });
  const judged = predictions.filter(({ openedMs }) => openedMs <= JUDGED_UNTIL_MS);
  const own = judged.filter(({ causeId }) => causeId === null);
  const onsets = breaches.filter(({ onsetMs }) => onsetMs <= JUDGED_UNTIL_MS);
  const ofOutcome = (outcome: Prediction["outcome"]) => own.filter((each) => each.outcome === outcome).length;
  return {
    breaches: onsets.length / WEEKS,
    foretold: onsets.filter(({ predictionId }) => predictionId !== null).length / WEEKS,
    alerts: own.length / WEEKS,
    true: ofOutcome("hit") / WEEKS,
    false: ofOutcome("false") / WEEKS,
    parts: (judged.length - own.length) / WEEKS,
  };
}
