import { queryOptions } from "@tanstack/react-query";
import type {
  PredictionRuleBody,
  PredictionRuleContract,
  RulePreviewContract,
} from "@/lib/contracts/prediction-rule";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

type RuleVersion = Pick<PredictionRuleContract, "id" | "etag">;

const contracts = () => import("@/lib/contracts/prediction-rule");
const listContract = async () => (await contracts()).predictionRuleListResponseSchema;
const oneContract = async () => (await contracts()).predictionRuleResponseSchema;
const previewContract = async () => (await contracts()).rulePreviewResponseSchema;

export const predictionRulesQuery = queryOptions({
  queryKey: queryKeys.predictions.rules,
  queryFn: ({ signal }) => getApi("/prediction-rules", listContract, signal),
});

/** Adds a region's own rule, or changes the version of one that was read. */
export async function saveRule(
  version: RuleVersion | null,
  body: PredictionRuleBody,
): Promise<PredictionRuleContract> {
  if (version === null) return (await sendApi("POST", "/prediction-rules", oneContract, body)).data;
  const headers = { "if-match": version.etag };
  return (await sendApi("PUT", pathOf(version), oneContract, body, headers)).data;
}

export async function deleteRule(version: RuleVersion): Promise<PredictionRuleContract> {
  const headers = { "if-match": version.etag };
  return (await sendApi("DELETE", pathOf(version), oneContract, undefined, headers)).data;
}

/** What a rule would have done lately; nothing is stored. */
export async function previewRule(body: PredictionRuleBody): Promise<RulePreviewContract> {
  return (await sendApi("POST", "/prediction-rules/preview", previewContract, body)).data;
}

function pathOf({ id }: RuleVersion): string {
  return `/prediction-rules/${encodeURIComponent(id)}`;
}
