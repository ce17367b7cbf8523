import { formatPerSecond, plainText } from "./format-number";

/** `1.57 M requests a second`, as a sentence has it. */
export function requestsASecond(perSecond: number): string {
  const value = formatPerSecond(perSecond);
  return `${plainText({ ...value, unit: value.unit.replace("/s", "") })} requests a second`;
}
