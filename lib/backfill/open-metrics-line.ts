import type { Label } from "@/lib/domain/sample";

/** What a line of an OpenMetrics text file says (OpenMetrics 1.0). */
export type OpenMetricsLine =
  | { readonly kind: "type"; readonly family: string; readonly type: MetricType }
  | { readonly kind: "comment"; readonly family: string }
  | { readonly kind: "eof" }
  | {
      readonly kind: "sample";
      readonly name: string;
      /** Name and labels as written: the same text is the same series. */
      readonly identity: string;
      readonly labelText: string | null;
      readonly value: number;
      readonly timeMs: number;
    };

export const METRIC_TYPES = [
  "counter",
  "gauge",
  "histogram",
  "gaugehistogram",
  "stateset",
  "info",
  "summary",
  "unknown",
] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

/** A line that is not OpenMetrics, with what is wrong with it; the reader adds its number. */
export class OpenMetricsError extends Error {}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
const TIME = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const VALUE = new RegExp(`^(?:${NUMBER}|[+-]?[Ii]nf(?:inity)?|NaN|nan)$`);
const SAMPLE_START = new RegExp(`^${NAME}`);
const METADATA = new RegExp(`^# (TYPE|HELP|UNIT) (${NAME})(?: (.*))?$`);
const MS_PER_SECOND = 1_000;
/** ECMAScript's Date ends there, in the year 275760. */
const LATEST_MS = 8_640_000_000_000_000;
const EXEMPLAR = " # ";

/** @throws OpenMetricsError */
export function parseOpenMetricsLine(line: string): OpenMetricsLine {
  if (line === "# EOF") return { kind: "eof" };
  if (line.startsWith("#")) return parseMetadata(line);
  return parseSample(line);
}

function parseMetadata(line: string): OpenMetricsLine {
  const match = METADATA.exec(line);
  if (!match) throw new OpenMetricsError("a comment must be # TYPE, # HELP, # UNIT or # EOF");
  const [, keyword, family, rest] = match;
  if (keyword !== "TYPE") return { kind: "comment", family: family! };
  if (!(METRIC_TYPES as readonly string[]).includes(rest ?? ""))
    throw new OpenMetricsError("the type is none of OpenMetrics");
  return { kind: "type", family: family!, type: rest as MetricType };
}

function parseSample(line: string): OpenMetricsLine {
  const name = SAMPLE_START.exec(line)?.[0];
  if (name === undefined)
    throw new OpenMetricsError(line === "" ? "an empty line" : "a sample must begin with a metric's name");
  const labelsEnd = line[name.length] === "{" ? endOfLabels(line, name.length) : name.length;
  if (line[labelsEnd] !== " ")
    throw new OpenMetricsError("a space and a value must follow the name and labels");
  const exemplar = line.indexOf(EXEMPLAR, labelsEnd);
  const rest = line.slice(labelsEnd + 1, exemplar < 0 ? undefined : exemplar).split(" ");
  const [value, time, ...more] = rest;
  if (!VALUE.test(value!)) throw new OpenMetricsError("the value is no number");
  if (time === undefined)
    throw new OpenMetricsError("the sample has no timestamp, so it belongs to no time in the past");
  if (!TIME.test(time)) throw new OpenMetricsError("the timestamp is no number of seconds");
  const timeMs = Math.round(Number(time) * MS_PER_SECOND);
  if (Math.abs(timeMs) > LATEST_MS) throw new OpenMetricsError("the timestamp is no time in seconds");
  if (more.length > 0) throw new OpenMetricsError("something follows the timestamp");
  return {
    kind: "sample",
    name,
    identity: line.slice(0, labelsEnd),
    labelText: labelsEnd > name.length ? line.slice(name.length + 1, labelsEnd - 1) : null,
    value: toNumber(value!),
    timeMs,
  };
}

function toNumber(text: string): number {
  if (/inf/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return /nan/i.test(text) ? NaN : Number(text);
}

/** Where the label set that opens at `from` ends; quotes may hold braces. */
function endOfLabels(line: string, from: number): number {
  let quoted = false;
  for (let at = from + 1; at < line.length; at++) {
    const char = line[at];
    if (quoted && char === "\\") at++;
    else if (char === '"') quoted = !quoted;
    else if (char === "}" && !quoted) return at + 1;
  }
  throw new OpenMetricsError("the labels do not end");
}

const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;

/** The labels between the braces, with `__name__` first. @throws OpenMetricsError */
export function parseLabels(name: string, labelText: string | null): Label[] {
  const labels: Label[] = [["__name__", name]];
  const seen = new Set<string>(["__name__"]);
  for (let at = 0; at < (labelText?.length ?? 0);) {
    LABEL.lastIndex = at;
    const match = LABEL.exec(labelText!);
    if (!match) throw new OpenMetricsError('a label must be name="value"');
    const [all, label, value, comma] = match;
    if (seen.has(label!)) throw new OpenMetricsError(`the label ${label} is there twice`);
    seen.add(label!);
    labels.push([
      label!,
      value!.replaceAll(/\\(["\\n])/g, (_, char: string) => (char === "n" ? "\n" : char)),
    ]);
    at += all!.length;
    if (comma === "," && at === labelText!.length)
      throw new OpenMetricsError("a label must follow the comma");
  }
  return labels;
}
