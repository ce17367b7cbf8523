import { amount, latencyMs, percent, perSecond, ratio } from "./figure";

const RECENT = "over the last closed 60 s, or 2.5 × the sender's interval if that is longer";
const RECENT_PERCENTILE = "of merged histograms over the last 5 min, never an average of percentiles";

/** How each figure is made, once for all routes: the routes only differ in its name. */
export const scopeFigure = {
  requestsPerSecond: () => perSecond(`Requests received ${RECENT}`),
  throughput: () =>
    perSecond(`Requests less server errors ${RECENT}; requests whose status is not sent count as answered`),
  activeUsers: () => amount("Active users: the region's own series, else the maximum over its services"),
  latencyP99: () => latencyMs(`99th percentile ${RECENT_PERCENTILE}`),
  latencyP95: () => latencyMs(`95th percentile ${RECENT_PERCENTILE}`),
  latencyP50: () => latencyMs(`Median ${RECENT_PERCENTILE}`),
  errorRate: () => ratio(`1 − availability ${RECENT}`),
  availability: () => percent(`Good valid requests ÷ valid requests ${RECENT}`),
  cpu: () => percent(`Mean CPU utilisation ${RECENT}`),
  memory: () => percent(`Mean memory utilisation ${RECENT}`),
  disk: () => percent(`Mean disk utilisation ${RECENT}`),
  network: () => percent(`Mean network utilisation ${RECENT}`),
  connectionUtilization: () => percent(`Database connections in use ÷ limit ${RECENT}`),
  servers: () => amount("Servers that report now"),
  databaseConnections: () => amount("Database connections open now"),
  cacheHitRate: () => percent(`Cache hits ÷ (hits + misses) ${RECENT}`),
  loadBalancerHealth: () => percent("Healthy load-balancer targets ÷ targets"),
};
