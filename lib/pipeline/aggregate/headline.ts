import { plainCount, plainMs, plainPercent, plainTime } from "@/lib/domain/plain-figure";
import type { AttentionItem, GlobalMetrics, RegionalMetrics, Status } from "@/lib/domain/snapshot";

const NAMED_REGIONS = 3;

export interface HeadlineInput {
  readonly global: GlobalMetrics;
  readonly regions: readonly RegionalMetrics[];
  readonly attention: readonly AttentionItem[];
}

/** The verdict in plain words: what is wrong and where, or that nothing is; with the figures that show it. */
export function headline({ global, regions, attention }: HeadlineInput): string {
  const sending = regions.filter((region) => !region.stale);
  if (global.newestSampleMs === null)
    return "No telemetry yet: point Prometheus or OpenTelemetry at this address with an ingest key.";
  if (sending.length === 0) return `Nobody knows: no telemetry since ${plainTime(global.newestSampleMs)}.`;
  if (global.status === "unknown") return unknownHeadline(global, sending);
  const figures = figuresOf(global);
  const tail = figures.length > 0 ? `: ${figures.join(", ")}.` : ".";
  if (global.status === "healthy") {
    const first = attention[0];
    const scope =
      sending.length === 1 ? `${sending[0].region} is healthy` : `All ${sending.length} regions are healthy`;
    if (!first) return scope + tail;
    return `Healthy as a whole${tail} To look at: ${first.text}`;
  }
  return `${wordOf(global.status)} ${where(regions)}. ${attention[0]?.text ?? global.statusBecause} World${tail}`;
}

function unknownHeadline(global: GlobalMetrics, sending: readonly RegionalMetrics[]): string {
  const hosts = global.cpuRatio === null ? "" : ` (CPU ${plainPercent(global.cpuRatio)})`;
  const names = listed(sending.map((region) => region.region));
  return `Health is not known: ${names} ${sending.length > 1 ? "send" : "sends"} telemetry${hosts}, but no requests or latencies to judge.`;
}

function figuresOf({ requestsPerSecond, latencyP99Ms, errorRatio }: GlobalMetrics): string[] {
  const figures: string[] = [];
  if (requestsPerSecond !== null) figures.push(`${plainCount(requestsPerSecond)} requests a second`);
  if (latencyP99Ms !== null) figures.push(`p99 ${plainMs(latencyP99Ms)}`);
  if (errorRatio !== null) figures.push(`${plainPercent(errorRatio)} errors`);
  return figures;
}

function where(regions: readonly RegionalMetrics[]): string {
  const unhealthy = regions.filter((region) => region.status !== "healthy" && region.newestSampleMs !== null);
  if (unhealthy.length === 0) return "in small parts of several regions";
  if (unhealthy.length === regions.length && regions.length > 1) return `in all ${regions.length} regions`;
  return `in ${listed(unhealthy.map((region) => region.region))}`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - NAMED_REGIONS;
  const shown = names.slice(0, NAMED_REGIONS);
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length > 1
    ? `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`
    : (shown[0] ?? "");
}

function wordOf(status: Exclude<Status, "healthy" | "unknown">): string {
  switch (status) {
    case "degraded":
      return "Degraded";
    case "critical":
      return "Critical";
    case "down":
      return "Down";
    default:
      return status satisfies never;
  }
}
