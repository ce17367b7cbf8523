import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const USUAL_FOLDER = "../shared/bench";

/** The kit or an option is not there: one sentence, exit code 2. */
export class PredictKitMissing extends Error {}

/**
 * The bench kit's data and scorers for prediction, in place: `folder`, a scratch folder `out`, and
 * `score(program, options)`, which runs a scorer and returns the figures it writes with --json.
 * @throws PredictKitMissing
 */
export function predictKit(root) {
  const folder = path.join(path.resolve(root, process.env.BENCH_KIT || USUAL_FOLDER), "predict");
  if (!existsSync(path.join(folder, "m4-score.js")))
    throw new PredictKitMissing(
      `The scorers are not in ${folder}: set BENCH_KIT to the folder that holds predict.`,
    );
  const out = mkdtempSync(path.join(tmpdir(), "hm-predict-"));
  return {
    folder,
    out,
    score(program, options) {
      const json = path.join(out, "score.json");
      const args = Object.entries({ ...options, json }).flatMap(([name, value]) => [
        `--${name}`,
        String(value),
      ]);
      execFileSync(process.execPath, [path.join(folder, program), ...args], {
        stdio: ["ignore", "ignore", "inherit"],
      });
      return JSON.parse(readFileSync(json, "utf8"));
    },
    remove: () => rmSync(out, { recursive: true, force: true }),
  };
}
