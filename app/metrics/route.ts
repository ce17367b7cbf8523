import { answerMetrics } from "@/lib/http/answer-metrics";

export const GET = answerMetrics;
