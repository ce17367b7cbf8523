import * as z from "zod";
import { amount, isoTime, latencyMs, money, perSecond, ratio, score } from "./figure";

const METHOD = "over the 5 min window that holds the same time last week";

export const lastWeekSchema = z
  .object({
    timestamp: isoTime("Start of those 5 min"),
    requests_per_second: perSecond(`Requests received ${METHOD}`),
    active_users: amount(`Mean ${METHOD}`),
    latency_p99: latencyMs(`99th percentile of merged histograms ${METHOD}`),
    error_rate: ratio(`Server errors ÷ requests ${METHOD}`),
    performance_score: score(`100 × Apdex ${METHOD}`),
    customer_satisfaction_score: score(`The satisfaction metric's mean ${METHOD}`),
    revenue_per_minute: money(`Revenue ${METHOD}`),
  })
  .nullable()
  .meta({
    id: "LastWeek",
    description: "The same figures at the same time last week; null: nothing is known of it",
  });
export type LastWeekContract = z.infer<typeof lastWeekSchema>;
