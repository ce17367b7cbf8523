import type { z } from "zod";
import type { githubWebhookSchema, GithubWebhookSetting } from "@/lib/contracts/github-webhook";
import { isoOf } from "./rest-value";

/** How GitHub's deployments are received, without the secret. @param setting null: it was never set */
export function presentGithubWebhook(
  setting: GithubWebhookSetting | null,
): z.infer<typeof githubWebhookSchema> {
  if (setting === null) return { has_secret: false, places: [], changed_at: null };
  return { has_secret: true, places: setting.places, changed_at: isoOf(setting.changedAtMs) };
}
