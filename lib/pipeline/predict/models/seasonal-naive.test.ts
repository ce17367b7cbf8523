import { expect, test } from "vitest";
import { seasonalNaive } from "./seasonal-naive";

test.each([
  { season: 3, horizon: 5, expected: [4, 5, 6, 4, 5] },
  { season: 1, horizon: 2, expected: [6, 6] },
])("a season of $season is repeated", ({ season, horizon, expected }) => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6, 99);
  const path = new Float64Array(horizon);
  seasonalNaive(season).fit(values, 6, horizon).continueFrom(values, 6, path);
  expect([...path]).toEqual(expected);
});
