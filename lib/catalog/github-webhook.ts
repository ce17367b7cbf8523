import { createHmac, timingSafeEqual } from "node:crypto";
import { requireScope } from "@/lib/auth/require-scope";
import { githubDeployment } from "./github-deployment";
import { recordDeployment } from "./record-deployment";
import type { Ctx } from "@/lib/context";
import {
  githubDeploymentEventSchema,
  githubWebhookSettingSchema,
  type GithubWebhookSetting,
  type SetGithubWebhookBody,
} from "@/lib/contracts/github-webhook";
import type { Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import type { SecretBox } from "@/lib/platform/secret-box";

const SETTING = "github-webhook";
const SIGNATURE = /^sha256=([\da-f]{64})$/;
/** What a signed delivery may do, and no more. */
const GITHUB: Actor = { kind: "system", name: "github", scopes: ["deployments:write"] };

/** How deliveries are received; null: it was never set. Needs settings:write. */
export async function readGithubWebhook(ctx: Ctx): Promise<GithubWebhookSetting | null> {
  requireScope(ctx.actor, "settings:write");
  return ctx.settings.get(SETTING, githubWebhookSettingSchema);
}

/** Sets secret and places; audited without the secret. Needs settings:write. @throws AppError where no secret was ever set */
export async function setGithubWebhook(
  ctx: Ctx,
  box: SecretBox,
  input: SetGithubWebhookBody,
): Promise<GithubWebhookSetting> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await tx.settings.get(SETTING, githubWebhookSettingSchema);
    const sealedSecret = input.secret === undefined ? before?.sealedSecret : box.seal(input.secret);
    if (sealedSecret === undefined) {
      const errors = [{ pointer: "/secret", message: "is needed: none is set yet" }];
      throw new AppError("bad-request", "/secret: is needed: none is set yet", { errors });
    }
    const setting = { sealedSecret, places: input.places, changedAtMs: ctx.clock.nowMs() };
    await tx.settings.set(SETTING, githubWebhookSettingSchema, setting);
    const detail = { newSecret: input.secret !== undefined, places: input.places };
    await tx.audit.append(ctx.actor, "github-webhook.set", SETTING, detail);
    return setting;
  });
}

export interface GithubDelivery {
  readonly event: string;
  readonly deliveryId: string;
  readonly signature: string;
  /** The body, byte for byte. */
  readonly raw: Buffer;
}

export type GithubOutcome = "pong" | "recorded" | "repeated" | "ignored";

/**
 * Takes a delivery of GitHub's, authorised by its signature; the same delivery again changes nothing.
 * @param bind a context for whom the signature proves to be
 * @throws AppError unauthenticated for a wrong signature or where no secret is set, bad-request for an unreadable body
 */
export async function receiveGithubDelivery(
  ctx: Ctx,
  bind: (actor: Actor) => Ctx,
  box: SecretBox,
  delivery: GithubDelivery,
): Promise<GithubOutcome> {
  const setting = await ctx.settings.get(SETTING, githubWebhookSettingSchema);
  const secret = setting === null ? null : openSecret(box, setting);
  if (setting === null || secret === null || !isSigned(delivery, secret))
    throw new AppError("unauthenticated", "The signature does not fit, or no secret is set here.");
  if (delivery.event === "ping") return "pong";
  if (delivery.event !== "deployment" && delivery.event !== "deployment_status") return "ignored";
  const event = githubDeploymentEventSchema.safeParse(jsonOf(delivery.raw));
  if (!event.success) {
    const errors = event.error.issues.map(({ path, message }) => ({
      pointer: path.map((part) => `/${String(part)}`).join(""),
      message,
    }));
    throw new AppError("bad-request", "Not a deployment event of GitHub's.", { errors });
  }
  const regions = (await ctx.catalog.regions()).map(({ code }) => code);
  const deployment = githubDeployment(event.data, setting.places, regions);
  if (deployment === null) return "ignored";
  const { deliveryId } = delivery;
  const kept = await recordDeployment(bind(GITHUB), { ...deployment, deliveryId });
  return kept === null ? "repeated" : "recorded";
}

/** null: it was sealed with another AUTH_SECRET, and has to be set anew. */
function openSecret(box: SecretBox, { sealedSecret }: GithubWebhookSetting): string | null {
  try {
    return box.open(sealedSecret);
  } catch {
    return null;
  }
}

/** In constant time, over the bytes as they came. */
function isSigned({ signature, raw }: GithubDelivery, secret: string): boolean {
  const sent = SIGNATURE.exec(signature)?.[1];
  if (sent === undefined) return false;
  return timingSafeEqual(createHmac("sha256", secret).update(raw).digest(), Buffer.from(sent, "hex"));
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch (cause) {
    throw new AppError("bad-request", "The body is not valid JSON.", { cause });
  }
}
