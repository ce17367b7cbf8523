const FIGURE = /(\d) (?=(?:%|ms|s|min|h|d|million|billion)(?![a-z]))/g;
const PERCENTILE = /(p\d\d) (?=\d)/g;

/** A sentence whose numbers stay on the line of their units. */
export function unbroken(text: string): string {
  return text.replace(FIGURE, "$1\u00a0").replace(PERCENTILE, "$1\u00a0");
}
