import { THIN_SPACE } from "./format-number";

const FIGURE = /(\d) (?=(?:%|ms|s|min|h|d|million|billion)(?![a-z]))/g;
const PERCENTILE = /(p\d\d) (?=\d)/g;
/** A thin space that no line ends at. */
const NARROW_SPACE = "\u202f";

/** A sentence whose numbers stay on the line of their units. */
export function unbroken(text: string): string {
  return text
    .replace(FIGURE, "$1\u00a0")
    .replace(PERCENTILE, "$1\u00a0")
    .replaceAll(THIN_SPACE, NARROW_SPACE);
}
