import type { MappingRule } from "@/lib/domain/series-plan";
import { HTTP_OUTCOMES, RPC_OUTCOMES, type Outcome } from "./outcome-labels";
import { oneOf, otelNames, rule, target, type RuleTarget } from "./rule-writing";

const SECOND_MS = 1000;

interface DurationMetric {
  readonly names: readonly string[];
  readonly unitMs: number;
  readonly outcomes: readonly Outcome[];
  /** Its newer name, where a sender has both, is the one that counts. */
  readonly superseded?: boolean;
}

/**
 * Histograms of the time to answer. Each also counts its requests and, where it says how they ended, the errors: used
 * where no counter says it. Source: semantic-conventions `docs/http/http-metrics.md`, `docs/rpc/rpc-metrics.md`; the
 * default names of client_golang, client_python, go-grpc-prometheus, Micrometer.
 */
const DURATIONS: readonly DurationMetric[] = [
  {
    names: otelNames("http.server.request.duration", "_seconds"),
    unitMs: SECOND_MS,
    outcomes: HTTP_OUTCOMES,
  },
  {
    names: otelNames("http.server.duration", "_milliseconds"),
    unitMs: 1,
    outcomes: HTTP_OUTCOMES,
    superseded: true,
  },
  { names: otelNames("rpc.server.call.duration", "_seconds"), unitMs: SECOND_MS, outcomes: RPC_OUTCOMES },
  {
    names: otelNames("rpc.server.duration", "_milliseconds"),
    unitMs: 1,
    outcomes: RPC_OUTCOMES,
    superseded: true,
  },
  {
    names: ["http_request_duration_seconds", "http_server_requests_seconds"],
    unitMs: SECOND_MS,
    outcomes: HTTP_OUTCOMES,
  },
  { names: ["http_request_duration_milliseconds"], unitMs: 1, outcomes: HTTP_OUTCOMES },
  { names: ["grpc_server_handling_seconds"], unitMs: SECOND_MS, outcomes: RPC_OUTCOMES },
];

export const DURATION_RULES: readonly MappingRule[] = DURATIONS.flatMap(durationRules);

function durationRules(duration: DurationMetric): MappingRule[] {
  const { names, unitMs, superseded: fallback = false } = duration;
  const [key] = names;
  const suffixed = (suffix: string) => ({
    ...oneOf(names.map((name) => name + suffix)),
    serviceFromJob: true,
  });
  const inUnit = { sumFactor: unitMs, fallback };
  const points = { ...oneOf(names), instruments: ["histogram"], serviceFromJob: true } as const;
  return [
    rule(
      key,
      points,
      target("latency", "histogram", inUnit),
      target("requests", "histogram-count-of", { fallback: true }),
    ),
    ...errorRules(key, points, "histogram-count-of", duration.outcomes),
    rule(`${key}_bucket`, suffixed("_bucket"), target("latency", "bucket", inUnit)),
    rule(`${key}_sum`, suffixed("_sum"), target("latency", "histogram-sum", inUnit)),
    rule(
      `${key}_count`,
      suffixed("_count"),
      target("latency", "histogram-count", { fallback }),
      target("requests", "increase", { fallback: true }),
    ),
    ...errorRules(`${key}_count`, suffixed("_count"), "increase", duration.outcomes),
  ];
}

function errorRules(
  key: string,
  match: MappingRule["match"],
  mode: RuleTarget["mode"],
  outcomes: readonly Outcome[],
): MappingRule[] {
  return outcomes.map((outcome) =>
    rule(
      `${key}/${outcome.key}`,
      { ...match, labels: outcome.labels },
      target("errors", mode, { sumFactor: outcome.errorFactor, fallback: true }),
    ),
  );
}
