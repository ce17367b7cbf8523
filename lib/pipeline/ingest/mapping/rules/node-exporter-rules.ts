import type { MappingRule } from "@/lib/domain/series-plan";
import { LOWER, rule, target, UNUSED_SHARE, UPPER, USED_SHARE } from "./rule-writing";
import { STORED_ON_DISK } from "./stored-on-disk";

/** `guest` and `guest_nice` are part of `user` and `nice` already. */
const BUSY_MODE = "(?!(?:idle|guest|guest_nice)$).+";
/** Loopback, and what only passes on the traffic of another device. */
const REAL_DEVICE =
  "(?!(?:lo|bonding_masters)$|(?:veth|docker|br-|virbr|cni|flannel|cali|tun|tap|wg|dummy|ifb|kube-|nodelocaldns|vxlan)).+";
const FILESYSTEM = { fstype: STORED_ON_DISK.type, mountpoint: STORED_ON_DISK.mountpoint };
/** `node_network_speed_bytes` is for each of the two directions. */
const DIRECTIONS = 2;

/**
 * Prometheus' node_exporter (and windows_exporter's CPU). Utilisation is weighted by size: by CPU seconds, bytes, line
 * speed. Names: node_exporter 1.x (`collector/`).
 */
export const NODE_EXPORTER_RULES: readonly MappingRule[] = [
  ...["node_cpu_seconds_total", "windows_cpu_time_total"].flatMap((name) => [
    rule(`${name}/busy`, { name, labels: { mode: BUSY_MODE } }, target("cpu", "increase", USED_SHARE)),
    rule(`${name}/idle`, { name, labels: { mode: "idle" } }, target("cpu", "increase", UNUSED_SHARE)),
  ]),
  rule(
    "node_memory/total",
    { name: "node_memory_MemTotal_bytes" },
    target("memory", "sample", { sumFactor: 1, weightFactor: 1 }),
  ),
  rule(
    "node_memory/available",
    { name: "node_memory_MemAvailable_bytes" },
    target("memory", "sample", { sumFactor: -1, weightFactor: 0 }),
  ),
  rule(
    "node_filesystem/size",
    { name: "node_filesystem_size_bytes", labels: FILESYSTEM },
    target("disk", "sample", { sumFactor: 1, weightFactor: 1 }),
  ),
  rule(
    "node_filesystem/available",
    { name: "node_filesystem_avail_bytes", labels: FILESYSTEM },
    target("disk", "sample", { sumFactor: -1, weightFactor: 0 }),
  ),
  ...["node_network_receive_bytes_total", "node_network_transmit_bytes_total"].map((name) =>
    rule(name, { name, labels: { device: REAL_DEVICE } }, target("network", "increase", UPPER)),
  ),
  rule(
    "node_network_speed_bytes",
    { name: "node_network_speed_bytes", labels: { device: REAL_DEVICE } },
    target("network", "duration", { ...LOWER, weightFactor: DIRECTIONS }),
  ),
  rule(
    "node_boot_time_seconds",
    { name: "node_boot_time_seconds" },
    target("servers", "presence", { fallback: true }),
  ),
];
