import type { ChartMetricId } from "@/lib/pipeline/present/history-metric";

/** What the chart of the first page shows at first; the server reads it for the page's first paint. */
export const FIRST_METRIC: ChartMetricId = "requests_per_second";

/** What it can show, in the order of its switch. */
export const EXECUTIVE_METRICS: readonly ChartMetricId[] = [FIRST_METRIC, "latency_p99", "error_rate", "cpu"];
