import { describe, expect, test } from "vitest";
import { breachIncidents, crossingOutcome, isCalm } from "./breach";
import type { RegularSeries } from "./regular-series";
import { HOUR_MS, MINUTE_MS } from "./window";

const STEP_MS = 5 * MINUTE_MS;
/** `#`: above the threshold, `.`: at it, `?`: not known. */
const seriesOf = (drawn: string): RegularSeries => ({
  startMs: 0,
  stepMs: STEP_MS,
  values: Float64Array.from(drawn, (sign) => (sign === "#" ? 2 : sign === "." ? 1 : NaN)),
});
const calm = (windows: number) => ".".repeat(windows);

describe("an incident begins with its first window above the threshold", () => {
  test.each([
    ["nothing", calm(20), []],
    ["one window is none", `${calm(4)}#${calm(4)}`, []],
    ["two in a row", `${calm(4)}##${calm(4)}`, [4]],
    ["a gap parts them", `${calm(4)}#?#${calm(4)}`, []],
    ["at the end", `${calm(4)}##`, [4]],
    ["eleven windows between are one", `##${calm(11)}##`, [0]],
    ["twelve are two", `##${calm(12)}##`, [0, 14]],
    ["a single window in between parts nothing", `##${calm(6)}#${calm(6)}##`, [0, 15]],
  ])("%s", (_name, drawn, onsets) => {
    expect(breachIncidents(seriesOf(drawn), 1).map(({ onsetMs }) => onsetMs / STEP_MS)).toEqual(onsets);
  });

  test("is known two windows later, and what comes then changes neither", () => {
    const whole = `${calm(3)}###${calm(20)}##${calm(3)}`;
    const all = breachIncidents(seriesOf(whole), 1);
    for (let windows = 0; windows <= whole.length; windows++) {
      const known = breachIncidents(seriesOf(whole.slice(0, windows)), 1);
      const expected = all.filter(({ knownMs }) => knownMs <= windows * STEP_MS);
      expect(known.map(({ onsetMs }) => onsetMs)).toEqual(expected.map(({ onsetMs }) => onsetMs));
    }
  });
});

describe("what became of 'within half an hour'", () => {
  const outcome = (drawn: string, nowWindow: number) => {
    const series = seriesOf(drawn);
    const query = { fromMs: 4 * STEP_MS, horizonMs: 30 * MINUTE_MS, nowMs: nowWindow * STEP_MS };
    return crossingOutcome(series, breachIncidents(series, 1), query);
  };
  test.each([
    ["the first window counts", `${calm(4)}##${calm(9)}`, 6, { kind: "crossed", onsetMs: 4 * STEP_MS }],
    ["but not before it is known", `${calm(4)}##${calm(9)}`, 5, { kind: "pending" }],
    ["the last window counts", `${calm(9)}##${calm(4)}`, 11, { kind: "crossed", onsetMs: 9 * STEP_MS }],
    ["and is waited for", `${calm(9)}##${calm(4)}`, 10, { kind: "pending" }],
    ["the one after is too late", `${calm(10)}##${calm(4)}`, 12, { kind: "not-crossed" }],
    ["one that had begun does not count", `${calm(3)}####${calm(6)}`, 13, { kind: "not-crossed" }],
    ["nothing", calm(15), 11, { kind: "not-crossed" }],
    ["half of it unknown", `${calm(4)}???${calm(8)}`, 11, { kind: "not-crossed" }],
    ["more than half of it unknown", `${calm(4)}????${calm(7)}`, 11, { kind: "unknown" }],
    ["nothing is received any more", calm(6), 11, { kind: "unknown" }],
  ])("%s", (_name, drawn, nowWindow, expected) => expect(outcome(drawn, nowWindow)).toEqual(expected));
});

describe("whether anything can be predicted", () => {
  test.each([
    ["calm", calm(20), true],
    ["in a breach", `${calm(4)}##`, false],
    ["perhaps at the beginning of one", `${calm(4)}#`, false],
    ["within the hour after one", `##${calm(11)}`, false],
    ["an hour after one", `##${calm(12)}`, true],
    ["nothing newer", `${calm(4)}?`, false],
    ["nothing at all", "", false],
  ])("%s", (_name, drawn, expected) => {
    const series = seriesOf(drawn);
    const nowMs = drawn.length * STEP_MS;
    expect(isCalm(series, 1, breachIncidents(series, 1), nowMs)).toBe(expected);
  });

  test("is told by the past alone", () => {
    const whole = seriesOf(`${calm(3)}##${calm(5)}##${calm(16)}##${calm(2)}`);
    const incidents = breachIncidents(whole, 1);
    for (let windows = 1; windows <= whole.values.length; windows++) {
      const past = { ...whole, values: whole.values.subarray(0, windows) };
      const nowMs = windows * STEP_MS;
      expect(isCalm(past, 1, incidents, nowMs), String(windows)).toBe(
        isCalm(past, 1, breachIncidents(past, 1), nowMs),
      );
    }
    expect(HOUR_MS / STEP_MS).toBe(12);
  });
});
