import type { Notice } from "@/lib/notify/notice";
import type { HttpMessage } from "./http-message";

const HEADER_LONGEST = 150;
const SECTION_LONGEST = 3_000;
const NOT_REPEATED = [400, 403, 404];

/** Slack's incoming webhook. @param url its address is its secret */
export function slackMessage({ headline, lines, url, id }: Notice, address: string): HttpMessage {
  const section = `${escaped(lines.join("\n")).slice(0, SECTION_LONGEST)}`;
  const body = {
    text: escaped(headline),
    blocks: [
      { type: "header", text: { type: "plain_text", text: headline.slice(0, HEADER_LONGEST) } },
      { type: "section", text: { type: "mrkdwn", text: section } },
      { type: "section", text: { type: "mrkdwn", text: `<${url}|Open it>` } },
    ],
  };
  return {
    url: address,
    headers: { "content-type": "application/json", "idempotency-key": `"${id}"` },
    body: JSON.stringify(body),
  };
}

/** A wrong message, a channel that may not be written to or is not there. */
export function isPermanentForSlack(status: number): boolean {
  return NOT_REPEATED.includes(status);
}

/** Alerts' texts come from outside: none may mention everybody or forge a link. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
