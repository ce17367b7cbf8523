import { createReadStream } from "node:fs";
import { OpenMetricsError, parseLabels, parseOpenMetricsLine, type MetricType } from "./open-metrics-line";
import type { Label } from "@/lib/domain/sample";
import { AppError } from "@/lib/platform/errors";

/** A series of the file; the reader makes one when it first meets it and keeps `state` for its user. */
export interface FileSeries<S> {
  readonly name: string;
  readonly type: MetricType;
  newestMs: number;
  readonly state: S;
}

export interface FileVisitor<S> {
  /** Called once a series. */
  open(name: string, labels: readonly Label[], type: MetricType): S;
  sample(series: FileSeries<S>, timeMs: number, value: number): void;
}

/** What a file may hold: all of it is kept in memory while the file is read. */
export interface FileLimits {
  readonly series: number;
  /** Of the names and labels of all series. */
  readonly identityChars: number;
}

const LIMITS: FileLimits = { series: 1_000_000, identityChars: 512 * 1024 * 1024 };
/** A line longer than this is no line of metrics. */
const MAX_LINE = 64 * 1024;
const LINE_FEED = 0x0a;
/** Names that a type gives to its samples. */
const SUFFIXES: Readonly<Record<MetricType, readonly string[]>> = {
  counter: ["_total", "_created"],
  gauge: [""],
  histogram: ["_bucket", "_count", "_sum", "_created"],
  gaugehistogram: ["_bucket", "_gcount", "_gsum"],
  stateset: [""],
  info: ["_info"],
  summary: ["", "_count", "_sum", "_created"],
  unknown: [""],
};

/**
 * Reads an OpenMetrics file once, line by line, in bounded memory (one entry a series, as many as `limits` has).
 * @throws AppError unprocessable with the number of the first line that is wrong
 */
export async function readOpenMetrics<S>(
  path: string,
  visitor: FileVisitor<S>,
  limits: FileLimits = LIMITS,
): Promise<void> {
  const parser = new FileParser(visitor, limits);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      parser.line(() => decoder.decode(bytes.subarray(from, end)));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > MAX_LINE) parser.fail(`longer than ${MAX_LINE} bytes`);
  }
  if (rest.length > 0) parser.line(() => decoder.decode(rest)); // the last line may go without its line feed
  parser.finish();
}

class FileParser<S> {
  private number = 0;
  private ended = false;
  private family: string | null = null;
  private readonly types = new Map<string, MetricType>();
  /** Families that have had samples. */
  private readonly sampled = new Set<string>();
  private readonly series = new Map<string, FileSeries<S>>();

  private identityChars = 0;

  constructor(
    private readonly visitor: FileVisitor<S>,
    private readonly limits: FileLimits,
  ) {}

  line(read: () => string): void {
    this.number++;
    try {
      this.take(read());
    } catch (error) {
      if (error instanceof OpenMetricsError) this.fail(error.message);
      if (error instanceof TypeError) this.fail("not UTF-8");
      throw error;
    }
  }

  finish(): void {
    if (this.ended) return;
    this.number++;
    this.fail("the file ends without # EOF: it is not whole");
  }

  fail(what: string): never {
    throw new AppError("unprocessable", `Line ${this.number}: ${what}.`);
  }

  private take(text: string): void {
    if (this.ended) throw new OpenMetricsError("something follows # EOF");
    const line = parseOpenMetricsLine(text);
    if (line.kind === "eof") this.ended = true;
    else if (line.kind === "sample") this.sample(line);
    else this.metadata(line);
  }

  private metadata(line: { kind: "type" | "comment"; family: string; type?: MetricType }): void {
    if (line.family !== this.family && this.sampled.has(line.family))
      throw new OpenMetricsError(`the metric ${line.family} was there before: its lines must be together`);
    if (line.kind === "type" && this.sampled.has(line.family))
      throw new OpenMetricsError(`the type of ${line.family} follows its samples`);
    if (line.kind === "type" && this.types.has(line.family))
      throw new OpenMetricsError(`the type of ${line.family} is given twice`);
    if (line.type) {
      if (this.types.size >= this.limits.series) throw tooMany(this.limits.series, "metrics");
      this.types.set(line.family, line.type);
    }
    this.family = line.family;
  }

  private sample({ name, identity, labelText, value, timeMs }: SampleLine): void {
    const series = this.series.get(identity) ?? this.open(name, identity, labelText);
    if (timeMs <= series.newestMs)
      throw new OpenMetricsError("the timestamp is not after that of the series' sample before");
    if (series.type === "counter" && !(value >= 0))
      throw new OpenMetricsError("a counter cannot be negative or NaN");
    series.newestMs = timeMs;
    this.visitor.sample(series, timeMs, value);
  }

  private open(name: string, identity: string, labelText: string | null): FileSeries<S> {
    const { limits, visitor } = this;
    if (this.series.size >= limits.series) throw tooMany(limits.series, "series");
    this.identityChars += identity.length;
    if (this.identityChars > limits.identityChars)
      throw new OpenMetricsError(
        `the names and labels of its series have more than ${counted(limits.identityChars)} characters together`,
      );
    const { family, type } = this.familyOf(name);
    const state = visitor.open(name, parseLabels(name, labelText), type);
    const series = { name, type, newestMs: -Infinity, state };
    this.series.set(identity, series);
    this.sampled.add(family);
    return series;
  }

  /** The metric that a sample's name belongs to; one without a type is of unknown type. */
  private familyOf(name: string): { family: string; type: MetricType } {
    const type = this.family === null ? undefined : this.types.get(this.family);
    if (this.family !== null && type !== undefined && name.startsWith(this.family)) {
      const suffix = name.slice(this.family.length);
      if (SUFFIXES[type].includes(suffix)) return { family: this.family, type };
    }
    if (this.types.has(name)) throw new OpenMetricsError(`${name} is no sample of a ${this.types.get(name)}`);
    return { family: name, type: "unknown" };
  }
}

interface SampleLine {
  readonly name: string;
  readonly identity: string;
  readonly labelText: string | null;
  readonly value: number;
  readonly timeMs: number;
}

function tooMany(limit: number, what: string): OpenMetricsError {
  return new OpenMetricsError(`more than ${counted(limit)} ${what}`);
}

function counted(number: number): string {
  return number.toLocaleString("en");
}
