import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ANOMALY_THRESHOLD, AnomalyDetector } from "../../lib/pipeline/predict/anomaly";

/** Rows from which the step is learnt, as the files do not say it; they score 0. */
const STEP_ROWS = 25;

interface Kit {
  readonly folder: string;
  readonly out: string;
  score(
    program: string,
    options: Record<string, string | number>,
  ): { readonly profiles: Record<string, { readonly score: number }> };
}

function stepMsOf(stamps: readonly string[]): number {
  const times = stamps
    .slice(0, STEP_ROWS)
    .map((stamp) => Date.parse(`${stamp.replace(" ", "T").slice(0, 19)}Z`));
  const gaps = times.slice(1).map((timeMs, index) => timeMs - times[index]);
  return gaps.sort((a, b) => a - b)[gaps.length >> 1];
}

/** timestamp,value,anomaly_score: each score from its row and those before. */
function scoredRows(text: string): string[] {
  const rows = text.trim().split(/\r?\n/).slice(1);
  const detector = new AnomalyDetector(stepMsOf(rows.map((row) => row.split(",")[0])));
  return rows.map((row, index) => {
    const { score } = detector.score(Number(row.split(",")[1]));
    return `${row},${index < STEP_ROWS ? 0 : score}`;
  });
}

/** Writes <category>/<file>.csv for each data file, and thresholds.json with the one threshold that ships. */
export function write(data: string, out: string): void {
  const from = path.join(data, "data");
  for (const category of readdirSync(from)) {
    mkdirSync(path.join(out, category), { recursive: true });
    for (const file of readdirSync(path.join(from, category))) {
      const rows = scoredRows(readFileSync(path.join(from, category, file), "utf8"));
      writeFileSync(
        path.join(out, category, file),
        ["timestamp,value,anomaly_score", ...rows, ""].join("\n"),
      );
    }
  }
  const profiles = ["standard", "reward_low_FP_rate", "reward_low_FN_rate"];
  const thresholds = Object.fromEntries(profiles.map((profile) => [profile, ANOMALY_THRESHOLD]));
  writeFileSync(path.join(out, "thresholds.json"), JSON.stringify(thresholds));
}

export function measure(kit: Kit): void {
  const folder = path.join(kit.folder, "nab-dev");
  const results = path.join(kit.out, "nab");
  write(folder, results);
  const score = kit.score("nab-score.js", {
    data: path.join(folder, "data"),
    windows: path.join(folder, "windows.json"),
    results,
    thresholds: path.join(results, "thresholds.json"),
  });
  const cells = Object.entries(score.profiles).map(
    ([profile, figures]) => `${profile} ${figures.score.toFixed(2)}`,
  );
  console.log(`NAB, the threshold that ships: ${cells.join(", ")}`);
}
