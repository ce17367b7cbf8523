import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { textInput, timeInput } from "./text";

const MAX_NAME = 200;
const MAX_PLACES = 200;
const MIN_SECRET = 16;
const name = textInput.trim().min(1).max(MAX_NAME);

const placeSchema = z
  .strictObject({
    repository: name.nullable().default(null).meta({ description: "owner/name; null: any" }),
    environment: name.nullable().default(null).meta({ description: "GitHub's environment; null: any" }),
    service: name.nullable().default(null).meta({ description: "null: the repository's name" }),
    region: name.nullable().default(null).meta({ description: "null: by the environment's name" }),
    as_environment: name.nullable().default(null).meta({ description: "null: GitHub's" }),
  })
  .meta({ id: "GithubPlace", description: "Where deployments go to; the first that fits says it" });
export type GithubPlace = z.output<typeof placeSchema>;

export const setGithubWebhookBodySchema = z
  .strictObject({
    secret: z
      .string()
      .min(MIN_SECRET)
      .max(MAX_NAME)
      .optional()
      .meta({ description: "As set at GitHub; kept encrypted, never shown; absent: as it is" }),
    places: z.array(placeSchema).max(MAX_PLACES).default([]),
  })
  .meta({ id: "SetGithubWebhook", description: "How GitHub's deployments are received" });
export type SetGithubWebhookBody = z.output<typeof setGithubWebhookBodySchema>;

/** The stored setting. */
export const githubWebhookSettingSchema = z.strictObject({
  sealedSecret: z.string(),
  places: z.array(placeSchema),
  changedAtMs: z.number(),
});
export type GithubWebhookSetting = z.infer<typeof githubWebhookSettingSchema>;

export const githubWebhookSchema = z
  .object({
    has_secret: z.boolean(),
    places: z.array(placeSchema),
    changed_at: isoTime("When it was set; null: never").nullable(),
  })
  .meta({ id: "GithubWebhook", description: "How GitHub's deployments are received, without the secret" });
export const githubWebhookResponseSchema = successSchema(githubWebhookSchema);

const text = textInput.max(2_000);
const deploymentShape = z.object({
  id: z.int(),
  sha: text,
  ref: text.nullish(),
  task: text.nullish(),
  environment: text,
  description: text.nullish(),
  created_at: timeInput,
  payload: z.unknown(),
});

/** What is read of GitHub's `deployment` and `deployment_status` events. */
export const githubDeploymentEventSchema = z.object({
  action: text.optional(),
  repository: z.object({ name: text, full_name: text, html_url: text.nullish() }),
  deployment: deploymentShape,
  deployment_status: z
    .object({
      state: text,
      created_at: timeInput,
      environment: text.nullish(),
      target_url: text.nullish(),
      log_url: text.nullish(),
    })
    .optional(),
});
export type GithubDeploymentEvent = z.infer<typeof githubDeploymentEventSchema>;
