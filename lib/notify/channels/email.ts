import type { ChannelTarget } from "@/lib/domain/notification";
import type { Notice } from "@/lib/notify/notice";

export type MailTarget = Extract<ChannelTarget, { kind: "email" }>;

/** A message as a mail server gets it. Plain text: alerts' texts come from outside. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The same at every attempt, so that a repetition is recognised. */
  readonly messageId: string;
  /** All mails of an incident are one conversation. */
  readonly references: string | null;
}

const PERMANENT = 500;

export function mailOf({ id, headline, lines, url, incident }: Notice, { from, to }: MailTarget): Mail {
  const domain = from.split("@")[1] ?? "localhost";
  return {
    ...{ from, to, subject: headline.replace(/\s+/g, " ") },
    text: [headline, "", ...lines, "", url, ""].join("\n"),
    messageId: `<${id}@${domain}>`,
    references: incident && `<incident-${incident.id}@${domain}>`,
  };
}

/** SMTP: 5xx is for ever, 4xx passes. */
export function isPermanentForMail(code: number): boolean {
  return code >= PERMANENT;
}
