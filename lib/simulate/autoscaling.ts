/** The autoscaler adds servers as load grows: by half of what is asked for, within its limit, after a delay. */
export const AUTOSCALE_MOST = 0.2;
const AUTOSCALE_GAIN = 0.5;
/** Seen this long ago, averaged: it measures, decides, and servers boot one group after the other. */
export const AUTOSCALE_LAGS_MS = [240_000, 420_000, 600_000] as const;

/** What a service may have at most, whoever adds them: there are no more machines. */
const SERVERS_MOST = 1.5;

/** Share of servers that it has added, from the CPU time asked for at each of the lags (1 = a quiet moment). */
export function autoscaledShare(cpuDemands: readonly number[]): number {
  const mean = cpuDemands.reduce((sum, demand) => sum + demand, 0) / cpuDemands.length;
  return Math.min(AUTOSCALE_MOST, Math.max(0, AUTOSCALE_GAIN * (mean - 1)));
}

/** × servers, with what operators added. */
export function serverFactor(autoscaled: number, addedByOperators: number): number {
  return Math.min(SERVERS_MOST, 1 + autoscaled + addedByOperators);
}
