import { seededRandom } from "@/lib/platform/seeded-random";

type Draw = (next: () => number) => number;

const normal = (next: () => number) => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
const logNormal = (medianMs: number, deviation: number): Draw => (next) => medianMs * Math.exp(deviation * normal(next)); // prettier-ignore
const pareto = (leastMs: number, shape: number): Draw => (next) => leastMs / next() ** (1 / shape); // prettier-ignore
const either = (share: number, first: Draw, second: Draw): Draw => (next) => next() < share ? first(next) : second(next); // prettier-ignore

/** Latencies in ms of the shapes that services have, by name. */
export const LATENCY_DRAWS: Readonly<Record<string, Draw>> = {
  "log-normal, median 20 ms, σ 0.7": logNormal(20, 0.7),
  "log-normal, median 120 ms, σ 0.5": logNormal(120, 0.5),
  "log-normal, median 45 ms, σ 1.2": logNormal(45, 1.2),
  "Pareto from 12 ms, shape 1.5": pareto(12, 1.5),
  "Pareto from 40 ms, shape 2.5": pareto(40, 2.5),
  "Pareto from 70 ms, shape 1.2": pareto(70, 1.2),
  "bimodal: 88 % at 20 ms, 12 % at 400 ms": either(0.88, logNormal(20, 0.4), logNormal(400, 0.4)),
  "bimodal: 70 % at 12 ms, 30 % at 180 ms": either(0.7, logNormal(12, 0.5), logNormal(180, 0.4)),
  "bimodal: 92 % at 60 ms, 8 % at 1,200 ms": either(0.92, logNormal(60, 0.4), logNormal(1200, 0.35)),
};

/** Shapes that no law of two modes explains, or whose modes are narrower than a bucket: what is promised of none. */
export const HARD_LATENCY_DRAWS: Readonly<Record<string, Draw>> = {
  "three modes: 60 % at 10 ms, 30 % at 80 ms, 10 % at 700 ms": either(0.6, logNormal(10, 0.4), either(0.75, logNormal(80, 0.4), logNormal(700, 0.4))), // prettier-ignore
  "20 services' log-normals, medians 8–114 ms": (next) => logNormal(8 * (1 + 0.7 * Math.floor(20 * next())), 0.7)(next), // prettier-ignore
  "log-normal behind 30 ms of network": (next) => 30 + logNormal(20, 0.8)(next),
  "two narrow modes: 90 % at 20 ± 2 ms, 10 % at 900 ± 30 ms": either(0.9, (next) => 20 + 2 * normal(next), (next) => 900 + 30 * normal(next)), // prettier-ignore
};

/** `count` values of a draw in increasing order; the same each time. */
export function drawSorted(draw: Draw, count: number, seed: number): Float64Array {
  const next = seededRandom(seed);
  return Float64Array.from({ length: count }, () => draw(() => Math.max(next(), Number.EPSILON))).sort();
}

/** The value of rank ⌈q·n⌉: what a percentile is of. */
export function exactQuantile(sorted: Float64Array, q: number): number {
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]!;
}
