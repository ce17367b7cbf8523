import { expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { readCrossingHistory } from "./crossing-history";
import { CROSSING_FEATURES, fillCrossingRows, newCrossingRows } from "./crossing-row";

const DAY = 288;
const SAMPLES = 9 * DAY;
/** Not a divisor of a day or an hour: cuts fall on every phase of windows and breaches. */
const STRIDE = 5;
const THRESHOLD = 60;

function rowsAt(values: Float64Array, at: number) {
  const rows = newCrossingRows();
  fillCrossingRows(readCrossingHistory(values, THRESHOLD, 2), at, rows);
  return rows;
}

test("no feature knows anything of the samples to come", () => {
  const random = seededRandom(11);
  const past = Float64Array.from(
    { length: SAMPLES },
    (_, at) => 50 + 9 * Math.sin((2 * Math.PI * at) / DAY) + 8 * (random() - 0.5),
  );
  for (let at = 12; at < SAMPLES; at += STRIDE) {
    if (past[at] > THRESHOLD) continue; // not asked while above it
    const cut = rowsAt(past.slice(0, at + 1), at);
    const other = new Float64Array(at + 1 + DAY).fill(at % 2 === 0 ? 500 : -500);
    other.set(past.subarray(0, at + 1));
    rowsAt(other, at).forEach((row, horizon) =>
      row.forEach((value, feature) => {
        if (!Object.is(value, cut[horizon][feature]))
          expect.fail(`${CROSSING_FEATURES[feature]} at ${at} for horizon ${horizon} knows the future`);
      }),
    );
  }
});
