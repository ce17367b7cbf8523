import type { GlobalMetricsContract } from "@/lib/contracts/global-metrics";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import { formatErrorRatio, formatMs, formatPercent, plainText } from "./format-number";
import type { RegionNames } from "./region-name";
import { requestsASecond } from "./requests-a-second";
import { fullest } from "./saturation-model";

type World = Pick<GlobalMetricsContract, "total_requests_per_second" | "global_latency_p99" | "error_rate">;

/** What the platform carries and what is fullest, in one sentence; what is not known is left out. */
export function operationsHeadline(
  world: World,
  regions: readonly RegionalMetricsContract[],
  nameOf: RegionNames,
): string {
  const { total_requests_per_second: rate, global_latency_p99: p99, error_rate: errors } = world;
  if (rate === null) return "Nothing is known of the traffic now.";
  const said = [
    requestsASecond(rate),
    p99 === null ? null : `p99 ${plainText(formatMs(p99))}`,
    errors === null ? null : `${plainText(formatErrorRatio(errors))} fail`,
  ].filter((part) => part !== null);
  const most = fullest(regions);
  const room =
    most === null
      ? ""
      : ` Fullest: ${inSentence(most.label)} in ${nameOf(most.region)}, ${plainText(formatPercent(most.percent))}.`;
  return `${said.join(", ")}.${room}`;
}

/** 'Memory' in the middle of a sentence; 'CPU' stays. */
function inSentence(label: string): string {
  return label === label.toUpperCase() ? label : label.toLowerCase();
}
