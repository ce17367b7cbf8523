import { readGithubWebhook, setGithubWebhook } from "@/lib/catalog/github-webhook";
import { githubBox } from "@/lib/compose/github-box";
import { githubWebhookSchema, setGithubWebhookBodySchema } from "@/lib/contracts/github-webhook";
import { defineRoute } from "@/lib/http/define-route";
import { presentGithubWebhook } from "@/lib/pipeline/present/rest/present-github-webhook";

export const GET = defineRoute({
  summary: "How GitHub's deployments are received, without the secret",
  scope: "settings:write",
  response: githubWebhookSchema,
  handle: async (ctx) => ({ data: presentGithubWebhook(await readGithubWebhook(ctx)) }),
});

export const PUT = defineRoute({
  summary: "Sets the secret GitHub signs with, and where its deployments go to",
  scope: "settings:write",
  body: setGithubWebhookBodySchema,
  response: githubWebhookSchema,
  handle: async (ctx, { body }) => ({
    data: presentGithubWebhook(await setGithubWebhook(ctx, githubBox(), body)),
  }),
});
