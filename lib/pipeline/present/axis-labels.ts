import { plainText, type FormattedValue } from "./format-number";

/**
 * What stands beside the ticks of an axis: 0, 50 ms, 100 ms. No more decimals than tell them apart, and as many for each of a
 * unit.
 */
export function axisLabels(
  ticks: readonly number[],
  format: (value: number) => FormattedValue,
): ReadonlyMap<number, string> {
  const values = ticks.map((tick) => ({ tick, ...format(tick) }));
  const decimals = new Map<string, number>();
  for (const { number, unit } of values)
    decimals.set(unit, Math.max(decimals.get(unit) ?? 0, decimalsOf(shortened(number))));
  return new Map(
    values.map(({ tick, number, ...rest }) => {
      const short = tick === 0 ? "0" : padded(shortened(number), decimals.get(rest.unit) ?? 0);
      return [tick, plainText({ ...rest, number: short })];
    }),
  );
}

function shortened(number: string): string {
  return number.includes(".") ? number.replace(/\.?0+$/, "") : number;
}

function decimalsOf(number: string): number {
  return number.split(".")[1]?.length ?? 0;
}

function padded(number: string, decimals: number): string {
  const missing = decimals - decimalsOf(number);
  if (missing <= 0) return number;
  return `${number}${number.includes(".") ? "" : "."}${"0".repeat(missing)}`;
}
