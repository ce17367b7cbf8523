import { seededRandom } from "../../lib/platform/seeded-random";
import type { AlertProtocol, AlertTask } from "./alert-questions";
import { familiesOf } from "./series-families";

const FOLDS = 5;
const FOLD_SEED = 7;

/** What ships may be trained on: these sources have a licence that allows it. */
export function mayShip({ series }: AlertTask): boolean {
  return /^(aiops|nab)__/.test(series);
}

/** The fold of each series: at random within its kind, so that each fold has some of each. */
export function foldsBySeries(tasks: readonly AlertTask[]): number[] {
  const random = seededRandom(FOLD_SEED);
  const order = tasks.map(({ kind }, index) => ({ index, kind, at: random() })).sort((a, b) => a.at - b.at);
  const seen = new Map<string, number>();
  const folds = new Array<number>(tasks.length);
  for (const { index, kind } of order) {
    const place = seen.get(kind) ?? 0;
    seen.set(kind, place + 1);
    folds[index] = place % FOLDS;
  }
  return folds;
}

/** The same, but near-identical series are never apart: what one tells of the other is not counted. */
export function foldsByFamily(
  protocol: AlertProtocol,
  folder: string,
  tasks: readonly AlertTask[],
): number[] {
  const families = familiesOf(tasks.map(({ series }) => protocol.readSeries(folder, series)));
  const folds = foldsBySeries(tasks);
  return families.map((family) => folds[family]);
}
