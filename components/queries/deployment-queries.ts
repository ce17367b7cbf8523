import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { SetGithubWebhookBody } from "@/lib/contracts/github-webhook";
import { getApi, sendApi } from "./call-api";
import { queryKeys, type DeploymentSpan } from "./query-keys";

const listContract = async () => (await import("@/lib/contracts/deployment")).deploymentListResponseSchema;
const webhookContract = async () =>
  (await import("@/lib/contracts/github-webhook")).githubWebhookResponseSchema;

/** A page's; the rest of the page stays in reach. */
export const DEPLOYMENTS_SHOWN = 20;

/** @param cursor of the page before; null: the newest */
export const deploymentsQuery = (cursor: string | null) =>
  queryOptions({
    queryKey: queryKeys.deployments.page(cursor),
    queryFn: ({ signal }) => {
      const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      return getApi(`/deployments?limit=${DEPLOYMENTS_SHOWN}${after}`, listContract, signal);
    },
    placeholderData: keepPreviousData,
  });

/** A busier span shows its newest. */
export const SPAN_MOST = 100;

/** The changes of a region, and those of all regions, in a span of time. While the next span loads, the one before stays. */
export const spanDeploymentsQuery = (span: DeploymentSpan) =>
  queryOptions({
    queryKey: queryKeys.deployments.span(span),
    queryFn: ({ signal }) => {
      const { region, fromMs, toMs } = span;
      const search = new URLSearchParams({ region, limit: String(SPAN_MOST) });
      search.set("from", new Date(fromMs).toISOString());
      if (toMs !== null) search.set("to", new Date(toMs).toISOString());
      return getApi(`/deployments?${search}`, listContract, signal);
    },
    placeholderData: keepPreviousData,
  });

export const githubWebhookQuery = queryOptions({
  queryKey: queryKeys.deployments.github,
  queryFn: ({ signal }) => getApi("/integrations/github", webhookContract, signal),
});

export function setGithubWebhook(body: SetGithubWebhookBody) {
  return sendApi("PUT", "/integrations/github", webhookContract, body);
}
