/** What stands behind a figure's '?': how it is made and of what. */
export interface Explanation {
  readonly formula: string;
  /** Canonical metrics it is made of. */
  readonly inputs: readonly string[];
  readonly window: string;
  /** Where the definition comes from, when it is not plain arithmetic. */
  readonly definition?: string;
}

const RECENT = "The last closed 60 s, or 2.5 times the sender's interval if that is longer";
const PERCENTILE = "The last 5 min";
const NEWEST = "The newest report of every live sender";
const HISTOGRAMS = "Read from the merged histograms of all regions; percentiles are never averaged";

export const EXPLANATIONS = {
  activeUsers: {
    formula: "Each region's own count, else the highest count of its services; regions are added",
    inputs: ["active_users"],
    window: NEWEST,
  },
  requests: {
    formula: "Requests received ÷ seconds",
    inputs: ["requests"],
    window: RECENT,
  },
  throughput: {
    formula: "(Requests − server errors) ÷ seconds; requests whose status is not sent count as answered",
    inputs: ["requests", "errors"],
    window: RECENT,
  },
  availabilityLong: {
    formula: "Good valid requests ÷ valid requests; good is answered and not a server error",
    inputs: ["requests", "errors"],
    window: "The objective's window (30 days unless set), or as long as there is data",
    definition: "Google SRE Workbook, chapter 2",
  },
  availability: {
    formula: "Good valid requests ÷ valid requests; good is answered and not a server error",
    inputs: ["requests", "errors"],
    window: RECENT,
    definition: "Google SRE Workbook, chapter 2",
  },
  latency: {
    formula: `${HISTOGRAMS}: 99 of 100 requests were answered faster than p99. From exponential histograms the error is at most 1.1 %; from classic buckets it is an estimate inside the bucket, whose edges stand beside it`,
    inputs: ["latency"],
    window: PERCENTILE,
  },
  errorRate: {
    formula: "1 − availability: requests answered with a server error ÷ requests",
    inputs: ["requests", "errors"],
    window: RECENT,
  },
  performance: {
    formula: "100 × (requests within T + ½ requests within 4 T) ÷ all; failed requests count as frustrated",
    inputs: ["latency", "requests", "errors"],
    window: "T is the latency objective; requests of the last 5 min",
    definition: "Apdex specification",
  },
  revenueAtRisk: {
    formula:
      "What was forecast of this minute a day before (until there is a forecast: the median of the same minute of the last 4 weeks), less what came, as an 80 % range; where no revenue is sent: configured revenue × requests failed (low end) and frustrated × abandonment factor (high end) above the usual share",
    inputs: ["revenue", "requests", "errors", "latency"],
    window: RECENT,
    definition: "The business figures below say which of them made it, and when the forecast was made",
  },
  satisfaction: {
    formula: "Mean of the satisfaction that is sent (0–1), × 100, all regions by the weight of their answers",
    inputs: ["satisfaction"],
    window: RECENT,
    definition:
      "What customers say. The estimate beside it is 100 × Apdex: made of latencies and errors, nobody was asked",
  },
  cpu: { formula: "Mean CPU utilisation over all servers", inputs: ["cpu"], window: RECENT },
  memory: { formula: "Mean memory utilisation over all servers", inputs: ["memory"], window: RECENT },
  disk: { formula: "Mean disk utilisation over all servers", inputs: ["disk"], window: RECENT },
  network: { formula: "Mean network utilisation over all servers", inputs: ["network"], window: RECENT },
  connections: {
    formula: "Database connections open now, all regions added",
    inputs: ["connections"],
    window: NEWEST,
  },
  connectionShare: {
    formula: "Database connections in use ÷ their limit",
    inputs: ["connection_utilization"],
    window: RECENT,
  },
  cacheHits: {
    formula: "Cache hits ÷ (hits + misses)",
    inputs: ["cache_hits", "cache_misses"],
    window: RECENT,
  },
  loadBalancers: {
    formula: "Healthy load-balancer targets ÷ targets",
    inputs: ["lb_targets_healthy", "lb_targets"],
    window: NEWEST,
  },
  servers: { formula: "Servers that report now, all regions added", inputs: ["servers"], window: NEWEST },
  health: {
    formula:
      "100 − the penalties for availability (≤ 50), latency (≤ 25), saturation (≤ 15) and predictions (≤ 10)",
    inputs: ["requests", "errors", "latency", "cpu", "memory", "disk", "connection_utilization"],
    window: "Availability over the last hour, the rest as in each figure",
  },
} as const satisfies Record<string, Explanation>;
export type ExplanationName = keyof typeof EXPLANATIONS;
