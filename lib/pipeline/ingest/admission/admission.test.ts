import { describe, expect, test } from "vitest";
import type { Label } from "@/lib/domain/sample";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import {
  checkLabels,
  checkScopeName,
  checkTime,
  DEFAULT_ADMISSION_LIMITS,
  MAX_SCOPE_NAME_LENGTH,
} from "./admission";

const NAME: Label = ["__name__", "x"];
const { maxLabels, maxLabelNameBytes, maxLabelValueBytes } = DEFAULT_ADMISSION_LIMITS;
const many = (count: number): Label[] => [
  NAME,
  ...Array.from({ length: count - 1 }, (_, i): Label => [`l${i}`, "v"]),
];

describe("labels", () => {
  test.each<[string, Label[], string | null]>([
    ["a name alone", [NAME], null],
    ["an empty value", [NAME, ["a", ""]], null],
    ["as many as allowed", many(maxLabels), null],
    ["one too many", many(maxLabels + 1), "too-many-labels"],
    ["no name", [["a", "b"]], "invalid-labels"],
    ["none at all", [], "invalid-labels"],
    ["an empty name of the metric", [["__name__", ""]], "invalid-labels"],
    ["an empty label name", [NAME, ["", "v"]], "invalid-labels"],
    ["the same label twice", [NAME, ["a", "1"], ["a", "1"]], "invalid-labels"],
    ["two names", [NAME, NAME], "invalid-labels"],
    ["the longest label name", [NAME, ["a".repeat(maxLabelNameBytes), "v"]], null],
    ["a longer one", [NAME, ["a".repeat(maxLabelNameBytes + 1), "v"]], "label-too-long"],
    ["the longest value", [NAME, ["a", "v".repeat(maxLabelValueBytes)]], null],
    ["a longer one", [NAME, ["a", "v".repeat(maxLabelValueBytes + 1)]], "label-too-long"],
    [
      "a value longer in bytes than in characters",
      [NAME, ["a", "é".repeat(maxLabelValueBytes / 2 + 1)]],
      "label-too-long",
    ],
  ])("%s", (_, labels, reason) => expect(checkLabels(labels)).toBe(reason));
});

test.each([
  ["us-east-1", null],
  ["Zürich", null],
  ["n".repeat(MAX_SCOPE_NAME_LENGTH), null],
  ["n".repeat(MAX_SCOPE_NAME_LENGTH + 1), "label-too-long"],
  ["  ", "invalid-labels"],
  ["a\nb", "invalid-labels"],
  ["a\u202Eb", "invalid-labels"],
  ["a\u0000", "invalid-labels"],
])("region or service name %j", (name, reason) => expect(checkScopeName(name)).toBe(reason));

const NOW_MS = Date.UTC(2026, 0, 15, 12);
test.each([
  [NOW_MS, null],
  [NOW_MS - DAY_MS, null],
  [NOW_MS - DAY_MS - 1, "too-old"],
  [NOW_MS + 10 * MINUTE_MS, null],
  [NOW_MS + 10 * MINUTE_MS + 1, "too-new"],
  [0, "too-old"],
  [Infinity, "too-new"],
  [NaN, "too-old"],
])("a sample of %d", (timeMs, reason) => expect(checkTime(timeMs, NOW_MS)).toBe(reason));
