import type { BusyHour } from "@/lib/domain/capacity";
import { median } from "@/lib/domain/median";

/** Hour by hour, NaN where nothing is known. */
interface HourColumns {
  readonly load: Float64Array;
  readonly servers: Float64Array;
  readonly cpu: Float64Array;
  readonly memory: Float64Array;
}

/** A server that has little to do says little of what it carries. */
const BUSIEST_SHARE = 0.25;

/** What one server did in the busiest quarter of a region's hours. */
export function busyHours({ load, servers, cpu, memory }: HourColumns): readonly BusyHour[] {
  const hours = Array.from(load, (requests, hour) => ({
    requestsPerServer: requests / servers[hour],
    requests,
    cpuRatio: knownOrNull(cpu[hour]),
    memoryRatio: knownOrNull(memory[hour]),
  })).filter(
    ({ requestsPerServer, cpuRatio, memoryRatio }) =>
      Number.isFinite(requestsPerServer) &&
      requestsPerServer > 0 &&
      (cpuRatio !== null || memoryRatio !== null),
  );
  hours.sort((one, other) => other.requests - one.requests);
  return hours
    .slice(0, Math.ceil(hours.length * BUSIEST_SHARE))
    .map(({ requestsPerServer, cpuRatio, memoryRatio }) => ({ requestsPerServer, cpuRatio, memoryRatio }));
}

/**
 * Requests per second that one server carries at its target: what it carried in busy hours ÷ how close it was to its target,
 * in CPU or memory, whichever was closer. null: not known.
 */
export function carriedPerServer(
  hours: readonly BusyHour[],
  targets: { readonly cpu: number; readonly memory: number },
): number | null {
  const carried = hours.flatMap(({ requestsPerServer, cpuRatio, memoryRatio }) => {
    const closeness = Math.max((cpuRatio ?? 0) / targets.cpu, (memoryRatio ?? 0) / targets.memory);
    return closeness > 0 ? [requestsPerServer / closeness] : [];
  });
  return carried.length === 0 ? null : median(carried);
}

function knownOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
