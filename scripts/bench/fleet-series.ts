import type { PredictionKind, PredictionSeries } from "../../lib/domain/prediction";
import { PREDICTION_KIND_DEFINITIONS, PREDICTION_STEP_MS } from "../../lib/domain/prediction";
import type { FleetWorld } from "../../lib/simulate/fleet-world";
import { latencyCdf } from "../../lib/simulate/latency";
import { regionStates } from "../../lib/simulate/region-state";
import type { ServiceState } from "../../lib/simulate/service-state";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "../../lib/simulate/world";

/** NaN: nothing is heard, or there is no such thing. */
type Gauge = (state: ServiceState) => number;
const GAUGES: readonly (readonly [PredictionKind, Gauge])[] = [
  ["cpu_saturation_prediction", ({ cpu }) => cpu],
  ["memory_pressure_prediction", ({ memory }) => memory],
  ["disk_exhaustion_prediction", ({ disk }) => disk],
  [
    "connection_exhaustion_prediction",
    ({ connections }) => (connections ? connections.used / connections.limit : NaN),
  ],
];
const LATENCY: PredictionKind = "latency_degradation_prediction";
const TAIL_SHARE = 0.01;
const FASTEST_LOG_MS = Math.log(1);
const SLOWEST_LOG_MS = Math.log(60_000);
const HALVINGS = 18;

export interface FleetSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Every series of the fleet that the product predicts, of its regions and of each service in them, without the way through
 * HTTP and Postgres: a window of 5 min is the moment in its middle, as in the history that the demo imports; a region's gauge
 * is the mean of its services, as of gauges that are ratios; the p99 is that of the simulated distribution itself, which
 * the product's histograms have within 1.1 %.
 */
export function fleetSeries(world: FleetWorld, { fromMs, toMs }: FleetSpan): PredictionSeries[] {
  return SIMULATED_REGIONS.flatMap((region) => {
    const windows = (toMs - fromMs) / PREDICTION_STEP_MS;
    const places = [null, ...SIMULATED_SERVICES.map(({ index }) => index)];
    const kinds = [...GAUGES.map(([kind]) => kind), LATENCY];
    const values = places.map(() => kinds.map(() => new Float64Array(windows)));
    const demands = places.map(() => new Float64Array(windows));
    for (let at = 0; at < windows; at++) {
      const states = regionStates(world, region, fromMs + (at + 0.5) * PREDICTION_STEP_MS);
      const heard = states.filter(({ silent }) => !silent);
      places.forEach((service, place) => {
        const here = service === null ? heard : heard.filter((state) => state === states[service]);
        GAUGES.forEach(([, gauge], kind) => (values[place][kind][at] = meanOf(here, gauge)));
        values[place][GAUGES.length][at] = p99Ms(here);
        demands[place][at] = requestsPerSecond(here);
      });
    }
    return places.flatMap((service, place) =>
      kinds.flatMap((kind, which): PredictionSeries[] => {
        if (values[place][which].every(Number.isNaN)) return []; // a service without a database
        const name = service === null ? null : SIMULATED_SERVICES[service].name;
        const subject = { kind, region: region.name, service: name, objectiveId: null };
        const series = { startMs: fromMs, stepMs: PREDICTION_STEP_MS, values: values[place][which] };
        const { followsRequests } = PREDICTION_KIND_DEFINITIONS[kind];
        const demand = followsRequests ? { ...series, values: demands[place] } : null;
        return [{ subject, series, demand, demo: true }];
      }),
    );
  });
}

function meanOf(states: readonly ServiceState[], gauge: Gauge): number {
  const known = states.map(gauge).filter((value) => !Number.isNaN(value));
  return known.length === 0 ? NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** NaN: nothing is heard. */
function requestsPerSecond(states: readonly ServiceState[]): number {
  return states.length === 0 ? NaN : states.reduce((sum, state) => sum + state.requestsPerSecond, 0);
}

/** Of the requests of all these services. */
function p99Ms(states: readonly ServiceState[]): number {
  const requests = requestsPerSecond(states);
  if (!(requests > 0)) return NaN;
  let fast = FASTEST_LOG_MS;
  let slow = SLOWEST_LOG_MS;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (fast + slow) / 2;
    const slower = states.reduce(
      (sum, { latency, requestsPerSecond }) => sum + requestsPerSecond * (1 - latencyCdf(latency, middle)),
      0,
    );
    if (slower > TAIL_SHARE * requests) fast = middle;
    else slow = middle;
  }
  return Math.exp(slow);
}
