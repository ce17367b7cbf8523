import { expect, it } from "vitest";
import { sortRows } from "./sort-rows";

it.each([
  ["numbers", [3, null, 10, 1], false, [1, 3, 10, null]],
  ["numbers down", [3, null, 10, 1], true, [10, 3, 1, null]],
  [
    "names by the numbers in them",
    ["node-10", "node-9", null, "Node-1"],
    false,
    ["Node-1", "node-9", "node-10", null],
  ],
  ["names down", ["b", null, "a"], true, ["b", "a", null]],
  ["what is no number", [2, Number.NaN, 1], true, [2, 1, Number.NaN]],
])("sorts %s, missing last", (_name, values, descending, sorted) => {
  expect(sortRows<string | number | null>(values, (value) => value, descending)).toEqual(sorted);
});

it.each([false, true])("keeps the order of what is alike (descending: %s)", (descending) => {
  const rows = [
    { id: "a", at: 1 },
    { id: "b", at: 1 },
    { id: "c", at: 1 },
  ];
  expect(sortRows(rows, (row) => row.at, descending).map((row) => row.id)).toEqual(["a", "b", "c"]);
});
