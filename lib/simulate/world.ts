/** Who lives in the simulated world. Shares of all regions, and of all services, each add up to 1. */

export interface SimulatedRegion {
  readonly index: number;
  readonly name: string;
  /** Share of the world's users, requests and servers. */
  readonly share: number;
  /** Standard time of the region's largest city. Its users live in several zones, so summer time is left out. */
  readonly utcOffsetHours: number;
  /** How much slower the same work is here (longer way to some dependencies). */
  readonly latencyFactor: number;
}

export interface SimulatedService {
  readonly index: number;
  readonly name: string;
  readonly requestShare: number;
  readonly serverShare: number;
  /** Traffic of a weekend ÷ traffic of a working day. */
  readonly weekendFactor: number;
  /** Failed ÷ all requests. */
  readonly errorRatio: number;
  /** Most requests take about `medianMs`; `slowShare` of them about `slowMedianMs`. Spreads are those of ln(time). */
  readonly medianMs: number;
  readonly spread: number;
  readonly slowShare: number;
  readonly slowMedianMs: number;
  readonly slowSpread: number;
  /** Added to the fleet's usual cpu, memory and disk utilisation (each adds up to about 0 over the services). */
  readonly cpuOffset: number;
  readonly memoryOffset: number;
  readonly diskOffset: number;
  /** Share of the world's database connections; 0 = the service has no database. */
  readonly connectionShare: number;
  /** Cache look-ups a request makes; 0 = the service has no cache. */
  readonly cacheLookups: number;
  readonly cacheHitRatio: number;
}

export const WORLD_SERVERS = 250_000;
/** Both at the world's evening: the largest value of a working day. */
export const WORLD_PEAK_REQUESTS_PER_SECOND = 2_500_000;
export const WORLD_PEAK_USERS = 1_200_000_000;
/** With the utilisation that quiet-state.ts gives, about 125,000 of them are in use. */
const WORLD_CONNECTION_LIMIT = 193_000;

const REGIONS: readonly Omit<SimulatedRegion, "index">[] = [
  { name: "us-east-1", share: 0.3, utcOffsetHours: -5, latencyFactor: 1 },
  { name: "us-west-2", share: 0.18, utcOffsetHours: -8, latencyFactor: 0.98 },
  { name: "eu-west-1", share: 0.24, utcOffsetHours: 0, latencyFactor: 1 },
  { name: "ap-southeast-1", share: 0.16, utcOffsetHours: 8, latencyFactor: 1.05 },
  { name: "ap-northeast-1", share: 0.12, utcOffsetHours: 9, latencyFactor: 1.02 },
];

// prettier-ignore
const SERVICE_TABLE = `
name            requests servers weekend errors  median spread slow  slowMs slowSpread cpu    memory disk   connections lookups hits
edge-gateway    0.300    0.120   1.00    0.00006 14     0.50   0.030 55     0.35       0.005 -0.040 -0.060  0           0       0
auth            0.060    0.050   0.97    0.00005 18     0.45   0.025 62     0.35      -0.010 -0.020 -0.030  0.10        1.0     0.955
profile         0.080    0.070   1.00    0.00006 16     0.45   0.025 60     0.35       0.000  0.000  0.000  0.14        1.5     0.955
feed            0.140    0.170   1.04    0.00006 30     0.42   0.025 85     0.30       0.010  0.020  0.010  0.16        2.5     0.945
search          0.070    0.110   0.96    0.00006 32     0.42   0.025 88     0.30       0.015  0.030  0.040  0.05        1.0     0.900
media           0.120    0.140   1.05    0.00006 24     0.48   0.030 80     0.32       0.005 -0.030  0.060  0.04        1.0     0.930
chat            0.090    0.100   1.03    0.00006 12     0.45   0.025 45     0.35      -0.020  0.015  0.000  0.13        1.0     0.940
checkout        0.015    0.030   0.95    0.00004 33     0.40   0.025 84     0.28      -0.010 -0.010 -0.020  0.10        1.0     0.930
payments        0.012    0.030   0.95    0.00004 35     0.38   0.025 82     0.27      -0.015 -0.010  0.010  0.09        0.5     0.920
catalog         0.043    0.050   0.97    0.00005 20     0.45   0.025 66     0.33       0.005  0.020  0.020  0.10        2.0     0.945
notifications   0.040    0.040   1.00    0.00006 15     0.45   0.025 55     0.35      -0.005 -0.005 -0.020  0.07        0.5     0.930
recommendations 0.030    0.090   1.02    0.00005 32     0.42   0.025 88     0.30       0.020  0.030 -0.010  0.02        1.5     0.935
`;

function readService(line: string, index: number): SimulatedService {
  const [name, ...cells] = line.split(/\s+/);
  const [requests, servers, weekend, errors, median, spread, slow, slowMs, slowSpread, ...rest] =
    cells.map(Number);
  const [cpu, memory, disk, connections, lookups, hits] = rest;
  return {
    index,
    name,
    requestShare: requests,
    serverShare: servers,
    weekendFactor: weekend,
    errorRatio: errors,
    medianMs: median,
    spread,
    slowShare: slow,
    slowMedianMs: slowMs,
    slowSpread,
    cpuOffset: cpu,
    memoryOffset: memory,
    diskOffset: disk,
    connectionShare: connections,
    cacheLookups: lookups,
    cacheHitRatio: hits,
  };
}

export const SIMULATED_REGIONS: readonly SimulatedRegion[] = REGIONS.map((region, index) => ({
  ...region,
  index,
}));
export const SIMULATED_SERVICES: readonly SimulatedService[] = SERVICE_TABLE.trim()
  .split("\n")
  .slice(1)
  .map(readService);

/** Splits a whole number by shares so that the parts add up to it exactly (largest remainder). */
export function splitExactly(total: number, shares: readonly number[]): number[] {
  const parts = shares.map((share) => Math.floor(total * share));
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: total * share - parts[index] }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index]++;
  return parts;
}

/** For each region its share of a world total, split again over the services. */
function splitWorld(
  total: number,
  serviceShare: (service: SimulatedService) => number,
): readonly (readonly number[])[] {
  const shares = SIMULATED_REGIONS.flatMap((region) =>
    SIMULATED_SERVICES.map((service) => region.share * serviceShare(service)),
  );
  const parts = splitExactly(total, shares);
  const width = SIMULATED_SERVICES.length;
  return SIMULATED_REGIONS.map((region) => parts.slice(region.index * width, (region.index + 1) * width));
}

/** Servers by [region.index][service.index]; WORLD_SERVERS in all. */
export const SERVERS = serversBySize(WORLD_SERVERS);
/** The same for a world of `servers` servers. */
export function serversBySize(servers: number): readonly (readonly number[])[] {
  return splitWorld(servers, (service) => service.serverShare);
}
/** Most database connections allowed, likewise; 0 where the service has no database. */
export const CONNECTION_LIMITS = splitWorld(WORLD_CONNECTION_LIMIT, (service) => service.connectionShare);
