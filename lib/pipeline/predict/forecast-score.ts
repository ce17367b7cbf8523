import type { ForecastScore, HeldStep } from "@/lib/domain/forecast-accuracy";

/**
 * How what was forecast came true. A step of which one side is not known is a gap, and not counted. The error is told against the
 * mean of what came and not step by step, since a step with hardly anything in it would weigh more than all others. null: there
 * is nothing to count.
 */
export function forecastScore(steps: readonly HeldStep[]): ForecastScore | null {
  const known = steps.flatMap(({ expected, actual, replayed }) =>
    expected === null || actual === null ? [] : [{ expected, actual, replayed }],
  );
  if (known.length === 0) return null;
  const inside = known.filter(({ expected: { lower80, upper80 }, actual }) => {
    return actual >= lower80 && actual <= upper80;
  });
  const error = sum(known.map(({ expected, actual }) => Math.abs(expected.median - actual)));
  const came = sum(known.map(({ actual }) => Math.abs(actual)));
  return {
    steps: known.length,
    replayed: known.filter(({ replayed }) => replayed).length,
    inside80: inside.length,
    meanAbsoluteError: error / known.length,
    meanErrorRatio: came === 0 ? null : error / came,
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
