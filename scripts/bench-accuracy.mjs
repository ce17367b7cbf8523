// `npm run bench:accuracy [-- --values 1000000 --seeds 3]`: percentiles of stored histograms beside the truth, for exponential
// input and for classic buckets, with plain log-linear interpolation as the peer. Needs no load generator.
import { parseArgs } from "node:util";
import { tsImport } from "tsx/esm/api";

const load = (file) => tsImport(`../${file}`, import.meta.url);
const { Histogram } = await load("lib/pipeline/aggregate/histogram.ts");
const { HARD_LATENCY_DRAWS, LATENCY_DRAWS, drawSorted, exactQuantile } = await load(
  "lib/testing/latency-draws.ts",
);

const QUANTILES = [0.5, 0.95, 0.99];
/** Prometheus' defaults, which are also the load generator's, in ms. */
const BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, Infinity];
const SCALES = [5, 8];
const PROMISED = { exponential: 0.011, classic: 0.05 };

const { values: options } = parseArgs({
  options: { values: { type: "string", default: "1000000" }, seeds: { type: "string", default: "3" } },
});
const count = Number(options.values);
const seeds = Array.from({ length: Number(options.seeds) }, (_, index) => index + 1);

function exponential(sorted, scale) {
  const indexes = Array.from(sorted, (value) => Math.ceil(Math.log2(value) * 2 ** scale) - 1);
  const offset = indexes[0];
  const counts = new Array(indexes.at(-1) - offset + 1).fill(0);
  for (const index of indexes) counts[index - offset]++;
  const histogram = Histogram.empty();
  const buckets = { scale, offset, counts, zeroCount: 0 };
  histogram.addPoint({ count: sorted.length, sum: null, exponential: buckets, explicit: null }, 1);
  return (q) => histogram.quantile(q);
}

function bucketCounts(sorted) {
  const upTo = BOUNDS_MS.map(() => 0);
  let bucket = 0;
  sorted.forEach((value, index) => {
    while (value > BOUNDS_MS[bucket]) upTo[bucket++] = index;
  });
  return upTo.fill(sorted.length, bucket);
}

function classic(sorted) {
  const histogram = Histogram.empty();
  bucketCounts(sorted).forEach((upTo, index) => histogram.addCumulative(BOUNDS_MS, index, upTo));
  return (q) => histogram.quantile(q);
}

/** What Prometheus' histogram_quantile does: linear inside the bucket. */
function linear(sorted) {
  const upTo = bucketCounts(sorted);
  return (q) => {
    const index = upTo.findIndex((cumulative) => cumulative >= q * sorted.length);
    if (BOUNDS_MS[index] === Infinity) return BOUNDS_MS[index - 1];
    const [low, below] = index > 0 ? [BOUNDS_MS[index - 1], upTo[index - 1]] : [0, 0];
    return low + ((BOUNDS_MS[index] - low) * (q * sorted.length - below)) / (upTo[index] - below);
  };
}

const KINDS = [
  ...SCALES.map((scale) => [`exponential, scale ${scale}`, (sorted) => exponential(sorted, scale)]),
  ["12 classic buckets", classic],
  ["the same, linear (Prometheus)", linear],
];

function worstErrors(draw, make) {
  const worst = QUANTILES.map(() => 0);
  for (const seed of seeds) {
    const sorted = drawSorted(draw, count, seed);
    const quantile = make(sorted);
    QUANTILES.forEach((q, index) => {
      const exact = exactQuantile(sorted, q);
      worst[index] = Math.max(worst[index], Math.abs(quantile(q) - exact) / exact);
    });
  }
  return worst;
}

const percent = (share) => `${(share * 100).toFixed(2)} %`;
const worstOfAll = new Map(KINDS.map(([name]) => [name, 0]));
console.log(`Worst relative error of ${seeds.length} × ${count} values: p50 / p95 / p99\n`);
console.log(
  `| latencies | ${KINDS.map(([name]) => name).join(" | ")} |\n|${" --- |".repeat(KINDS.length + 1)}`,
);
function row(name, draw, isPromised) {
  const cells = KINDS.map(([kind, make]) => {
    const worst = worstErrors(draw, make);
    if (isPromised) worstOfAll.set(kind, Math.max(worstOfAll.get(kind), ...worst));
    return worst.map(percent).join(" / ");
  });
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}
for (const [name, draw] of Object.entries(LATENCY_DRAWS)) row(name, draw, true);
console.log(`| **worst** | ${[...worstOfAll.values()].map(percent).join(" | ")} |`);
for (const [name, draw] of Object.entries(HARD_LATENCY_DRAWS)) row(`not promised: ${name}`, draw, false);
const promised = (kind) => (kind.startsWith("exponential") ? PROMISED.exponential : kind.startsWith("12") ? PROMISED.classic : Infinity); // prettier-ignore
const broken = [...worstOfAll].filter(([kind, worst]) => worst > promised(kind));
console.log(`\nPromised: exponential ≤ ${percent(PROMISED.exponential)}, classic ≤ ${percent(PROMISED.classic)}: ${broken.length === 0 ? "held" : "BROKEN"}.`); // prettier-ignore
process.exitCode = broken.length === 0 ? 0 : 1;
