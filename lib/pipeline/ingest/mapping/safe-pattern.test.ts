import { expect, test } from "vitest";
import { compilePattern, MAX_PATTERN_LENGTH, MAX_TESTED_LENGTH, patternProblem } from "./safe-pattern";

test.each([
  "",
  "5..",
  "(?!idle$).+",
  "a|b|c\\.d",
  "(?:abc)+",
  "[a-z]+_[a-z(]*_total",
  "(_ratio)?",
  "x{3}",
  "(?:a|b)?",
  "\\(a+\\)",
])("%s is allowed", (pattern) => expect(patternProblem(pattern)).toBeNull());

test.each([
  "(a+)+",
  "(a|aa)+",
  "((a*)b)*",
  "(?:(?:a|b)c){2,}",
  "(a{1,5}){20}",
  "(a)\\1",
  "(?<x>a)\\k<x>",
  ".*.*.*.*x",
  "(",
  "a".repeat(MAX_PATTERN_LENGTH + 1),
])("%s is refused", (pattern) => expect(patternProblem(pattern)).not.toBeNull());

test("the dearest pattern allowed stays cheap on the longest text", () => {
  const pattern = compilePattern(".*a.*a.*ab");
  const startedAt = performance.now();
  expect(pattern.test("a".repeat(MAX_TESTED_LENGTH))).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
