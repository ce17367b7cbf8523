import { describe, expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { IDENTITY_CALIBRATION, calibrate, fitCalibration, fromLogOdds, logOdds } from "./calibration";

const NOW_MS = 1_000_000;

/** Outcomes of statements whose true log-odds are `intercept + slope × stated`. */
function outcomes(count: number, slope: number, intercept: number, resolvedMs = 0) {
  const random = seededRandom(count);
  return Array.from({ length: count }, () => {
    const probability = 0.02 + 0.96 * random();
    const real = fromLogOdds(intercept + slope * logOdds(probability));
    return { probability, occurred: random() < real, resolvedMs, weight: 1 };
  });
}

describe("calibration", () => {
  test("finds what statements were worth", () => {
    const { slope, intercept } = fitCalibration(outcomes(20_000, 0.5, -1), NOW_MS);
    expect(slope).toBeCloseTo(0.5, 1);
    expect(intercept).toBeCloseTo(-1, 1);
  });

  test("stays near the identity with few outcomes, and is the identity under 20", () => {
    const few = fitCalibration(outcomes(40, 0.5, -1), NOW_MS);
    const many = fitCalibration(outcomes(4_000, 0.5, -1), NOW_MS);
    expect(Math.abs(few.intercept)).toBeLessThan(Math.abs(many.intercept));
    expect(fitCalibration(outcomes(19, 0.5, -1), NOW_MS)).toEqual(IDENTITY_CALIBRATION);
  });

  test("takes a weight as so many outcomes", () => {
    const thrice = outcomes(30, 0.5, -1).map((outcome) => ({ ...outcome, weight: 3 }));
    const each = thrice.flatMap((outcome) => Array.from({ length: 3 }, () => ({ ...outcome, weight: 1 })));
    const { slope, intercept } = fitCalibration(thrice, NOW_MS);
    expect(slope).toBeCloseTo(fitCalibration(each, NOW_MS).slope, 9);
    expect(intercept).toBeCloseTo(fitCalibration(each, NOW_MS).intercept, 9);
  });

  test("knows only what was resolved before", () => {
    const earlier = outcomes(500, 0.8, 0.3);
    const later = outcomes(500, 0.2, -3, NOW_MS);
    expect(fitCalibration([...earlier, ...later], NOW_MS)).toEqual(fitCalibration(earlier, NOW_MS));
  });

  test("keeps the order of statements, even where the stronger came true less", () => {
    const { slope } = fitCalibration(outcomes(5_000, -2, 0), NOW_MS);
    expect(slope).toBeGreaterThan(0);
  });

  test.each([-0.5, 0])(
    "says as much on the whole as came, also where the slope of statements is really %d",
    (slope) => {
      const came = outcomes(20_000, slope, -3);
      const calibration = fitCalibration(came, NOW_MS);
      const said = came.reduce((sum, { probability }) => sum + calibrate(calibration, probability), 0);
      const hits = came.filter(({ occurred }) => occurred).length;
      expect(said / came.length).toBeCloseTo(hits / came.length, 2);
    },
  );

  test.each([200, 1_000])("does not leap away where %d came true of what was hardly said", (crossed) => {
    const said = (probability: number, count: number, hits: number) => [
      { probability, occurred: true, resolvedMs: 0, weight: hits },
      { probability, occurred: false, resolvedMs: 0, weight: count - hits },
    ];
    const calibration = fitCalibration([...said(1e-4, 20_000, crossed), ...said(0.4, 60, 5)], NOW_MS);
    expect(calibrate(calibration, 1e-4)).toBeCloseTo(crossed / 20_000, 1);
    expect(calibrate(calibration, 0.4)).toBeLessThan(0.45);
  });

  test.each([0, 1])("leaves certainty %d alone", (probability) => {
    expect(calibrate({ slope: 0.5, intercept: -1 }, probability)).toBe(probability);
  });
});
