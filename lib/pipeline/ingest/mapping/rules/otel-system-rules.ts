import type { MetricName } from "@/lib/domain/metric";
import type { MappingRule } from "@/lib/domain/series-plan";
import {
  anyLabel,
  oneOf,
  otelNames,
  rule,
  target,
  UNUSED_SHARE,
  USED_SHARE,
  type RuleMatch,
} from "./rule-writing";
import { STORED_ON_DISK } from "./stored-on-disk";

/** Today's attribute first, then those of earlier conventions and of the Collector's hostmetrics receiver. */
const CPU_MODE = anyLabel("cpu.mode", "system.cpu.state", "state", "mode");
const ABSENT = "";
const BUSY = "(?!idle$).+";
const IDLE = "idle";

/** Which states are in use and which are not; any other belongs to one of them already. */
interface States {
  readonly label: string;
  readonly used: string;
  readonly unused: string;
  readonly others?: Readonly<Record<string, string>>;
}
const MEMORY: States = {
  label: anyLabel("system.memory.state", "state"),
  used: "used",
  // `inactive` and `slab_*` lie inside the others on Linux.
  unused: "free|cached|buffers|buffered",
};
const DISK: States = {
  label: anyLabel("system.filesystem.state", "state"),
  used: "used",
  unused: "free|reserved",
  others: {
    [anyLabel("system.filesystem.type", "type")]: STORED_ON_DISK.type,
    [anyLabel("system.filesystem.mountpoint", "mountpoint")]: STORED_ON_DISK.mountpoint,
  },
};

const CPU_TIME = oneOf(otelNames("system.cpu.time", "_seconds_total"));
const CPU_SHARE = oneOf(otelNames("system.cpu.utilization", "_ratio"));
const MEMORY_BYTES = oneOf(otelNames("system.memory.usage", "_bytes"));
const MEMORY_SHARE = oneOf(otelNames("system.memory.utilization", "_ratio"));
const DISK_BYTES = oneOf(otelNames("system.filesystem.usage", "_bytes"));
const DISK_SHARE = oneOf(otelNames("system.filesystem.utilization", "_ratio"));
const NETWORK_SHARE = oneOf(otelNames("system.network.utilization", "_ratio"));

/**
 * OTel's `system.*` metrics. The states of one CPU, memory or file system add up to the whole, as a share or in bytes, so
 * each adds its own value to the weight and only those in use to the sum. Without a state the value is the utilisation.
 * Source: semantic-conventions `docs/system/system-metrics.md`; `hostmetricsreceiver` for what Collectors send.
 */
export const OTEL_SYSTEM_RULES: readonly MappingRule[] = [
  rule(
    "system.cpu.time/busy",
    { ...CPU_TIME, labels: { [CPU_MODE]: BUSY } },
    target("cpu", "increase", USED_SHARE),
  ),
  rule(
    "system.cpu.time/idle",
    { ...CPU_TIME, labels: { [CPU_MODE]: IDLE } },
    target("cpu", "increase", UNUSED_SHARE),
  ),
  ...byState("system.cpu.utilization", CPU_SHARE, "cpu", { label: CPU_MODE, used: BUSY, unused: IDLE }),
  rule(
    "system.cpu.utilization/plain",
    { ...CPU_SHARE, labels: { [CPU_MODE]: ABSENT } },
    target("cpu", "sample"),
  ),
  ...byState("system.memory.usage", MEMORY_BYTES, "memory", MEMORY),
  ...byState("system.memory.utilization", MEMORY_SHARE, "memory", MEMORY),
  rule(
    "system.memory.utilization/plain",
    { ...MEMORY_SHARE, labels: { [MEMORY.label]: ABSENT } },
    target("memory", "sample"),
  ),
  ...byState("system.filesystem.usage", DISK_BYTES, "disk", DISK),
  ...byState("system.filesystem.utilization", DISK_SHARE, "disk", DISK),
  rule(
    "system.filesystem.utilization/plain",
    { ...DISK_SHARE, labels: { ...DISK.others, [DISK.label]: ABSENT } },
    target("disk", "sample"),
  ),
  rule("system.network.utilization", NETWORK_SHARE, target("network", "sample")),
  // Each host that reports its memory at all has exactly one such series.
  rule(
    "system.memory.usage/presence",
    { ...MEMORY_BYTES, labels: { [MEMORY.label]: MEMORY.used } },
    target("servers", "presence", { fallback: true }),
  ),
];

function byState(key: string, names: RuleMatch, metric: MetricName, states: States): MappingRule[] {
  const labels = (state: string) => ({ ...states.others, [states.label]: state });
  return [
    rule(`${key}/used`, { ...names, labels: labels(states.used) }, target(metric, "sample", USED_SHARE)),
    rule(
      `${key}/unused`,
      { ...names, labels: labels(states.unused) },
      target(metric, "sample", UNUSED_SHARE),
    ),
  ];
}
