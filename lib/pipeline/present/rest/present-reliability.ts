import type {
  IncidentReliabilityContract,
  ReliabilitySpanContract,
} from "@/lib/contracts/incident-reliability";
import type { Reliability, ReliabilityMeasure, ReliabilitySpan } from "@/lib/domain/reliability";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import type { RestAnswer } from "./rest-answer";
import { isoOf } from "./rest-value";

export function reliabilityAnswer(reliability: Reliability): RestAnswer<IncidentReliabilityContract> {
  const { weeks, unreadable, demo, toMs } = reliability;
  return {
    data: { ...presentSpan(reliability), weeks: weeks.map(presentSpan), unreadable_incidents: unreadable },
    asOfMs: toMs,
    demo,
    missing: [],
  };
}

function presentSpan(span: ReliabilitySpan): ReliabilitySpanContract {
  const { fromMs, toMs, incidents, critical, impactMs, knownMs, money, currency } = span;
  return {
    ...{ from: isoOf(fromMs), to: isoOf(toMs), incidents, critical_incidents: critical },
    ...{ impact_minutes: impactMs / MINUTE_MS, known_minutes: knownMs / MINUTE_MS },
    ...{ money_low: money?.low ?? null, money_high: money?.high ?? null, currency },
    mttd: presentMeasure(span.detection),
    mtta: presentMeasure(span.acknowledgement),
    mttr: presentMeasure(span.mitigation),
  };
}

function presentMeasure({ incidents, meanMs, medianMs, notFelt, notDone }: ReliabilityMeasure) {
  return {
    incidents,
    mean_seconds: meanMs === null ? null : meanMs / SECOND_MS,
    median_seconds: medianMs === null ? null : medianMs / SECOND_MS,
    excluded_not_felt: notFelt,
    excluded_not_done: notDone,
  };
}
