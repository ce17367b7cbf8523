import { expect, test } from "vitest";
import { UsualStretch } from "./usual-stretch";

const DAY = 48;
/** Two steps make an hour's mean. */
function distances(days: number, valueAt: (step: number) => number): (number | null)[] {
  const stretch = new UsualStretch(DAY);
  return Array.from({ length: days * DAY }, (_, step) => stretch.distanceAfter(valueAt(step)));
}
const wave = (step: number) => Math.sin((2 * Math.PI * step) / DAY);

test("a day like the one before is no distance away", () => {
  const answers = distances(5, wave);
  expect(answers.filter((_, step) => step % 2 === 0).every((distance) => distance === null)).toBe(true);
  expect(answers.at(-1)).toBeCloseTo(0, 9);
});

test("values that are usual at another time of day are far away", () => {
  const answers = distances(5, (step) => (step < 4 * DAY ? wave(step) : wave(step + DAY / 2)));
  expect(answers.at(-1)).toBeGreaterThan(1);
});

test("the most similar day counts, not the last", () => {
  const answers = distances(8, (step) => (Math.floor(step / DAY) === 6 ? 0 : wave(step)));
  expect(answers.at(-1)).toBeCloseTo(0, 9);
});
