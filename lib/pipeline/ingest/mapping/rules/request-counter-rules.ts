import type { MappingRule } from "@/lib/domain/series-plan";
import { HTTP_OUTCOMES, RPC_OUTCOMES, type Outcome } from "./outcome-labels";
import { oneOf, rule, target } from "./rule-writing";

const COUNTERS: readonly { readonly names: readonly string[]; readonly outcomes: readonly Outcome[] }[] = [
  { names: ["http_requests_total", "http_server_requests_total"], outcomes: HTTP_OUTCOMES },
  { names: ["grpc_server_handled_total"], outcomes: RPC_OUTCOMES },
];

/** Counters of requests. One without a status says nothing of errors; one with it makes their number known, even 0. */
export const REQUEST_COUNTER_RULES: readonly MappingRule[] = [
  ...COUNTERS.flatMap(({ names, outcomes }) => [
    rule(names[0], { ...oneOf(names), serviceFromJob: true }, target("requests", "increase")),
    ...outcomes.map((outcome) =>
      rule(
        `${names[0]}/${outcome.key}`,
        { ...oneOf(names), labels: outcome.labels, serviceFromJob: true },
        target("errors", "increase", { sumFactor: outcome.errorFactor }),
      ),
    ),
  ]),
  // The same failures that a status on http_requests_total tells of: only one of the two may count.
  rule(
    "http_errors_total",
    { ...oneOf(["http_errors_total", "http_request_errors_total"]), serviceFromJob: true },
    target("errors", "increase", { fallback: true }),
  ),
];
