import type { Channel } from "@/lib/domain/notification";
import { SECOND_MS } from "@/lib/domain/window";
import type { HttpPost, PostResult } from "@/lib/platform/http-post";
import { mailOf } from "./channels/email";
import type { HttpMessage } from "./channels/http-message";
import { isPermanentForPagerduty, pagerdutyMessage } from "./channels/pagerduty";
import { isPermanentForSlack, slackMessage } from "./channels/slack";
import { isPermanentForWebhook, webhookMessage } from "./channels/webhook";
import type { Notice } from "./notice";
import type { SendMail } from "./send-mail";
import { judgeStatus, type Attempt } from "./verdict";

/** Standard Webhooks: 15 to 30 s. */
export const SEND_TIMEOUT_MS = 15 * SECOND_MS;

export interface Senders {
  readonly post: HttpPost;
  readonly mail: SendMail;
}

/** Sends once, by whatever the channel is; never rejects. @param secret opened */
export async function sendNotice(
  { post, mail }: Senders,
  { target }: Pick<Channel, "target">,
  secret: string | null,
  notice: Notice,
): Promise<Attempt> {
  const by = async (message: HttpMessage, isPermanent: (status: number) => boolean) =>
    judged(await post(message, SEND_TIMEOUT_MS), isPermanent, notice.sentMs);
  switch (target.kind) {
    case "slack":
      return by(slackMessage(notice, secret ?? ""), isPermanentForSlack);
    case "webhook":
      return by(webhookMessage(notice, target.url, secret ?? ""), isPermanentForWebhook);
    case "pagerduty":
      return by(pagerdutyMessage(notice, target.url, secret ?? ""), isPermanentForPagerduty);
    case "email":
      return mail(target, secret, mailOf(notice, target), SEND_TIMEOUT_MS);
    default:
      return target satisfies never;
  }
}

function judged(result: PostResult, isPermanent: (status: number) => boolean, nowMs: number): Attempt {
  if (result.kind !== "answered") {
    const refused = result.kind === "refused";
    const verdict = refused
      ? ({ kind: "refused" } as const)
      : ({ kind: "retry", retryAfterMs: null } as const);
    return { verdict, code: null, answer: result.because };
  }
  const { status, text, retryAfter } = result;
  const isRedirect = status >= 300 && status < 400;
  const verdict = judgeStatus(status, waitOf(retryAfter, nowMs), isPermanent);
  return { verdict, code: status, answer: isRedirect ? "Redirects are not followed." : text };
}

/** Retry-After: seconds, or a date. */
function waitOf(retryAfter: string | null, nowMs: number): number | null {
  if (retryAfter === null) return null;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * SECOND_MS;
  const atMs = Date.parse(retryAfter);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
