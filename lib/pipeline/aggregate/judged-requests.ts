import type { MetricName } from "@/lib/domain/metric";
import type { SignalRow } from "@/lib/domain/rollup-row";

/** Requests and server errors of one scope, as rates or as a span's sums; null = not known. */
export interface RequestSums {
  readonly requests: number | null;
  /** null: errors were never sent, which is not the same as none. */
  readonly errors: number | null;
}

/** Requests of the parts whose errors are known too, with those errors. */
export interface Judged {
  readonly requests: number;
  readonly errors: number;
}

/** Which of the two the samples of a region that name no service send. */
export interface Unnamed {
  readonly requests: boolean;
  readonly errors: boolean;
}

export function unnamedOf(signals: readonly SignalRow[], region: string): Unnamed {
  const sends = (metric: MetricName) =>
    signals.some((row) => row.service === null && row.region === region && row.metric === metric);
  return { requests: sends("requests"), errors: sends("errors") };
}

/** A scope that has no parts of its own. */
export function judgedScope({ requests, errors }: RequestSums): Judged | null {
  return requests === null || errors === null ? null : { requests, errors };
}

/**
 * A region: the services that send both, and what names no service (the region less its services) if that sends both.
 * Requests of a part that sends no errors are neither good nor bad: counted as good they would hide the others' failures.
 * Where the errors come from another sender than all the requests, they are judged together.
 */
export function judgedRegion(
  whole: RequestSums,
  services: readonly RequestSums[],
  unnamed: Unnamed,
): Judged | null {
  const all = judgedScope(whole);
  if (all === null) return null;
  const silent = services.some(({ requests, errors }) => requests !== null && errors === null);
  const silentRest = unnamed.requests && !unnamed.errors;
  const errorsOfWhole = unnamed.errors && !unnamed.requests; // for example a load balancer's, in front of all services
  if (errorsOfWhole || !(silent || silentRest)) return all;
  const parts = services.flatMap((service) => judgedScope(service) ?? []);
  if (unnamed.requests && unnamed.errors) parts.push(remainder(all, services));
  return mergeJudged(parts) ?? all;
}

/** Parts added up; null without any. */
export function mergeJudged(parts: readonly (Judged | null | undefined)[]): Judged | null {
  const known = parts.filter((part) => part !== null && part !== undefined);
  if (known.length === 0) return null;
  return {
    requests: known.reduce((sum, { requests }) => sum + requests, 0),
    errors: known.reduce((sum, { errors }) => sum + errors, 0),
  };
}

/** Failed ÷ all; null without requests. A late correction must not leave 0–1. */
export function errorRatioOf(judged: Judged | null): number | null {
  if (judged === null || !(judged.requests > 0)) return null;
  return Math.min(1, Math.max(0, judged.errors / judged.requests));
}

function remainder(all: Judged, services: readonly RequestSums[]): Judged {
  const less = (whole: number, parts: readonly (number | null)[]) =>
    Math.max(0, whole - parts.reduce<number>((sum, part) => sum + (part ?? 0), 0));
  return {
    requests: less(
      all.requests,
      services.map(({ requests }) => requests),
    ),
    errors: less(
      all.errors,
      services.map(({ errors }) => errors),
    ),
  };
}
