import { DEFAULT_ADMISSION_LIMITS } from "./admission/admission";
import { createFoldPolicy } from "./admission/fold-policy";
import { readLabels } from "./decode-record";
import { BUILT_IN_RULES } from "./mapping/built-in-rules";
import { DEFAULT_MAPPING_SCOPE } from "./mapping/series-scope";
import { decodeOtlpProtobuf } from "./otlp/decode-otlp-protobuf";
import { attribute, encodeProtobuf, requestOf, type OtlpJson } from "./otlp/otlp-request.fixture";
import { decodeRemoteWrite } from "./remote-write/decode-remote-write";
import type { MetricName } from "@/lib/domain/metric";
import type { MappingRule, MappingSet } from "@/lib/domain/series-plan";
import type { FoldOutcome } from "@/lib/domain/refusal";
import { SECOND_MS } from "@/lib/domain/window";
import { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import type { FoldPolicy } from "@/lib/pipeline/aggregate/fold/fold-policy";
import { tierRows, type TierRow } from "@/lib/pipeline/aggregate/tier-rows";
import { encodeWriteRequest, type TestSeries } from "@/lib/testing/remote-write-body";

export const T0_MS = Date.UTC(2026, 10, 23, 12, 0, 0);

export const BUILT_IN_MAPPING: MappingSet = { rules: BUILT_IN_RULES, scope: DEFAULT_MAPPING_SCOPE };

/** The built-in mapping and rules of an admin. */
export function mappingWith(...rules: readonly MappingRule[]): MappingSet {
  return { ...BUILT_IN_MAPPING, rules: [...rules, ...BUILT_IN_RULES] };
}

/** Admission and the built-in mapping, as they are in use. */
export function builtInPolicy(limits = DEFAULT_ADMISSION_LIMITS, mapping = BUILT_IN_MAPPING): FoldPolicy {
  return createFoldPolicy(limits, mapping, readLabels);
}

export function newFold(limits = DEFAULT_ADMISSION_LIMITS): Fold {
  return new Fold(builtInPolicy(limits));
}

const meta = (protocol: string, receivedAtMs: number) => ({
  keyId: "k",
  demo: false,
  protocol,
  receivedAtMs,
});

export function sendRemoteWrite(
  fold: Fold,
  series: readonly TestSeries[],
  receivedAtMs: number,
): FoldOutcome {
  return fold.foldBatch(decodeRemoteWrite(encodeWriteRequest(series)), meta("remote-write", receivedAtMs));
}

/** Region r, service s. */
export function sendOtlp(fold: Fold, metrics: readonly OtlpJson[], receivedAtMs: number): FoldOutcome {
  const resource = [attribute("cloud.region", "r"), attribute("service.name", "s")];
  const body = encodeProtobuf(requestOf(metrics, resource));
  return fold.foldBatch(decodeOtlpProtobuf(body), meta("otlp-protobuf", receivedAtMs));
}

/** Nanoseconds, as OTLP has times, `second` after T0. */
export function nanos(second: number): string {
  return `${T0_MS + second * SECOND_MS}000000`;
}

/** Everything folded since the last call as rows of the ladder. */
export function rowsOf(fold: Fold, nowMs: number): TierRow[] {
  return tierRows(fold.take().windows, fold.registry.cells, nowMs);
}

/** [seconds after T0, sum, count] of a metric's 10 s windows that hold anything, in time order. */
export function tenSecond(
  rows: readonly TierRow[],
  metric: MetricName,
  service: string | null = "s",
): [second: number, sum: number, count: number][] {
  return rows
    .filter((row) => row.tier.name === "10s" && row.metric === metric && row.service === service)
    .map((row): [number, number, number] => [(row.windowMs - T0_MS) / SECOND_MS, row.sum, row.count])
    .filter(([, sum, count]) => Math.abs(sum) > 1e-9 || count !== 0)
    .sort((a, b) => a[0] - b[0]);
}
