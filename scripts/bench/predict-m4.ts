import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { RegularSeries } from "../../lib/domain/regular-series";
import { forecastSeries } from "../../lib/pipeline/predict/forecast";

const HOUR_MS = 3_600_000;
interface Frequency {
  readonly name: string;
  readonly stepMs: number;
  readonly horizonSteps: number;
  /** Histories shorter than this are not asked for with --origins (two seasons and one horizon). */
  readonly needSteps: number;
}
const FREQUENCIES: readonly Frequency[] = [
  { name: "Hourly", stepMs: HOUR_MS, horizonSteps: 48, needSteps: 48 },
  { name: "Weekly", stepMs: 7 * 24 * HOUR_MS, horizonSteps: 13, needSteps: 13 },
];

interface Options {
  readonly origins?: string;
  readonly every?: string;
}
interface Kit {
  readonly folder: string;
  readonly out: string;
  score(program: string, options: Record<string, string | number>): Score;
}
interface Score {
  readonly forecasts: Record<"smape" | "mase" | "owa" | "msis" | "coverage", number | null>;
}

/** Lines of an M4 file: name, then the values, then empty cells. */
function readLines(file: string, every: number): string[] {
  const [header, ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  return [header, ...lines.filter((_, index) => index % every === 0)];
}

/** The files have no dates: each series begins at 0. */
function parseLine(line: string, stepMs: number): { name: string; series: RegularSeries } {
  const [name, ...cells] = line.replaceAll('"', "").split(",");
  const values = Float64Array.from(cells.filter((cell) => cell !== "").map(Number));
  return { name, series: { startMs: 0, stepMs, values } };
}

/** step,value,lower,upper of the scorer; M4 has nothing below zero. */
function forecastRows(series: RegularSeries, horizonSteps: number): string[] {
  const outcome = forecastSeries(series, horizonSteps, { bounds: { lower: 0, upper: null }, seed: 1 });
  if (outcome.kind !== "forecast") throw new Error(`${outcome.haveSteps} values do not suffice`);
  return outcome.points.map(
    ({ median, lower95, upper95 }, index) => `${index + 1},${median},${lower95},${upper95}`,
  );
}

/** The scorer's rows for one series: beyond its end, or of so many cuts inside it. */
function seriesRows(line: string, frequency: Frequency, origins: number): string[] {
  const { name, series } = parseLine(line, frequency.stepMs);
  if (origins === 0) return forecastRows(series, frequency.horizonSteps).map((row) => `${name},${row}`);
  return Array.from({ length: origins }, (_, index) => {
    const end = series.values.length - (index + 1) * frequency.horizonSteps;
    if (end < frequency.needSteps) return [];
    const seen = { ...series, values: series.values.slice(0, end) };
    return forecastRows(seen, frequency.horizonSteps).map((row) => `${name},${index + 1},${row}`);
  }).flat();
}

/** Writes Hourly.csv and Weekly.csv into `out`. */
export function write(data: string, out: string, options: Options): void {
  const origins = Number(options.origins ?? 0);
  mkdirSync(out, { recursive: true });
  for (const frequency of FREQUENCIES) {
    const lines = readLines(path.join(data, `${frequency.name}-train.csv`), Number(options.every ?? 1)).slice(
      1,
    );
    const header = `series,${origins > 0 ? "origin," : ""}step,value,lower,upper`;
    const rows = lines.flatMap((line) => seriesRows(line, frequency, origins));
    writeFileSync(path.join(out, `${frequency.name}.csv`), [header, ...rows, ""].join("\n"));
  }
}

const DEFAULT_ORIGINS = "3";

export function measure(kit: Kit, options: Options): void {
  const origins = options.origins ?? DEFAULT_ORIGINS;
  const out = path.join(kit.out, "m4");
  write(path.join(kit.folder, "m4"), out, { ...options, origins });
  for (const { name } of FREQUENCIES) {
    const train = path.join(kit.out, `${name}-train.csv`);
    const lines = readLines(path.join(kit.folder, "m4", `${name}-train.csv`), Number(options.every ?? 1));
    writeFileSync(train, lines.join("\n"));
    const score = kit.score("m4-score.js", { train, origins, forecasts: path.join(out, `${name}.csv`) });
    const { smape, mase, owa, msis, coverage } = score.forecasts;
    const figures = { sMAPE: smape, MASE: mase, OWA: owa, MSIS: msis, coverage };
    const cells = Object.entries(figures).map(([figure, value]) => `${figure} ${value?.toFixed(3) ?? "-"}`);
    console.log(`M4 ${name}, --origins ${origins}: ${cells.join(", ")}`);
  }
}
