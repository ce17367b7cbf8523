import type { FleetWorld } from "@/lib/simulate/fleet-world";
import { regionStates } from "@/lib/simulate/region-state";
import type { ServiceState } from "@/lib/simulate/service-state";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "@/lib/simulate/world";
import {
  BUCKET_SECONDS,
  bucketRates,
  RECORDED_SERIES,
  type RecordedSeries,
  type RegionMoment,
} from "./recorded-series";

/** A range as Prometheus has it: both ends included; a point is about the step that ends at it. */
export interface Range {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

interface Step {
  readonly endMs: number;
  /** By region, the moments whose mean stands for the step. */
  readonly moments: readonly (readonly RegionMoment[])[];
}

const MS_PER_SECOND = 1_000;
const HOUR_MS = 3_600_000;
/** Values have six decimals: longer ones cost both sides time and say nothing. */
const PER_UNIT = 1e6;
/** Ranges whose states are kept: an importer asks for one series after the other. */
const KEPT_RANGES = 3;

/** Answers range queries about a world, as JSON text. */
export class RangeAnswers {
  private readonly kept = new Map<string, readonly Step[]>();

  constructor(private readonly world: FleetWorld) {}

  /** null: no such series is recorded. */
  answer(name: string, range: Range): string | null {
    const series = Object.hasOwn(RECORDED_SERIES, name) ? RECORDED_SERIES[name] : undefined;
    if (!series) return null;
    const result = SIMULATED_REGIONS.flatMap((_, region) => this.ofRegion(series, region, this.steps(range)));
    return `{"status":"success","data":{"resultType":"matrix","result":[${result.join(",")}]}}`;
  }

  private steps(range: Range): readonly Step[] {
    const key = `${range.startMs}/${range.endMs}/${range.stepMs}`;
    let steps = this.kept.get(key);
    if (!steps) {
      steps = this.compute(range);
      for (const oldest of [...this.kept.keys()].slice(0, -KEPT_RANGES + 1)) this.kept.delete(oldest);
      this.kept.set(key, steps);
    }
    return steps;
  }

  private compute({ startMs, endMs, stepMs }: Range): Step[] {
    const samples = Math.max(1, Math.round(stepMs / HOUR_MS));
    const steps: Step[] = [];
    for (let at = startMs; at <= endMs; at += stepMs) {
      const times = Array.from({ length: samples }, (_, i) => at - stepMs + ((i + 0.5) * stepMs) / samples);
      const moments = SIMULATED_REGIONS.map((region) =>
        times.map((timeMs) => ({ region, timeMs, states: regionStates(this.world, region, timeMs) })),
      );
      steps.push({ endMs: at, moments });
    }
    return steps;
  }

  private ofRegion(series: RecordedSeries, region: number, steps: readonly Step[]): string[] {
    const name = SIMULATED_REGIONS[region]!.name;
    if (series.of === "region") {
      const values = points(steps, region, (moment) => series.value(this.world, moment));
      return [`{"metric":{"region":"${name}"},"values":[${values}]}`];
    }
    return SIMULATED_SERVICES.flatMap(({ index, name: service }) => {
      const labels = `"region":"${name}","service":"${service}"`;
      if (series.of === "service") {
        const values = points(steps, region, ({ states }) => heard(states[index]!, series.value));
        return values === "" ? [] : [`{"metric":{${labels}},"values":[${values}]}`];
      }
      return bucketSeries(steps, region, index, labels);
    });
  }
}

/** Telemetry that does not get through was not recorded. */
function heard<T>(state: ServiceState, value: (state: ServiceState) => T): T | null {
  return state.silent ? null : value(state);
}

function points(
  steps: readonly Step[],
  region: number,
  valueOf: (moment: RegionMoment) => number | null,
): string {
  const texts: string[] = [];
  for (const { endMs, moments } of steps) {
    let sum = 0;
    let known = 0;
    for (const moment of moments[region]!) {
      const value = valueOf(moment);
      if (value === null) continue;
      sum += value;
      known++;
    }
    if (known > 0) texts.push(point(endMs, sum / known));
  }
  return texts.join(",");
}

function point(endMs: number, value: number): string {
  return `[${endMs / MS_PER_SECOND},"${Math.round(value * PER_UNIT) / PER_UNIT}"]`;
}

function bucketSeries(steps: readonly Step[], region: number, service: number, labels: string): string[] {
  const texts = BUCKET_SECONDS.map((): string[] => []);
  for (const { endMs, moments } of steps) {
    const rates = moments[region]!.flatMap(
      ({ states }) => heard(states[service]!, (state) => [bucketRates(state)]) ?? [],
    );
    if (rates.length === 0) continue;
    texts.forEach((bucket, position) => {
      const sum = rates.reduce((all, of) => all + of[position]!, 0);
      bucket.push(point(endMs, sum / rates.length));
    });
  }
  return texts.map(
    (bucket, position) =>
      `{"metric":{${labels},"le":"${BUCKET_SECONDS[position] === Infinity ? "+Inf" : BUCKET_SECONDS[position]}"},"values":[${bucket.join(",")}]}`,
  );
}
