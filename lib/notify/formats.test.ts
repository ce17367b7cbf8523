import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { mailOf } from "./channels/email";
import { isPermanentForPagerduty, pagerdutyMessage } from "./channels/pagerduty";
import { isPermanentForSlack, slackMessage } from "./channels/slack";
import { isPermanentForWebhook, webhookMessage } from "./channels/webhook";
import { exampleNotice, NOW_MS, SIGNING_SECRET } from "./notices.fixture";
import { judgeStatus } from "./verdict";

const parsed = ({ body }: { readonly body: string }) => JSON.parse(body) as Record<string, never>;

describe("PagerDuty", () => {
  test.each([
    ["opened", "trigger", "incident-1"],
    ["reopened", "trigger", "incident-1"],
    ["acknowledged", "acknowledge", "incident-1"],
    ["resolved", "resolve", "incident-1"],
    ["test", "trigger", "message-1"],
  ] as const)("%s → %s, keyed by %s", (event, action, key) => {
    const body = parsed(
      pagerdutyMessage(exampleNotice(event), "https://pd.example/v2/enqueue", "R".repeat(32)),
    );
    expect(body).toMatchObject({ event_action: action, dedup_key: key, routing_key: "R".repeat(32) });
    expect("payload" in body).toBe(action === "trigger");
  });

  test.each([
    ["critical", "critical"],
    ["high", "error"],
    ["medium", "warning"],
    ["low", "info"],
    ["info", "info"],
  ] as const)("%s is its %s, with summary and source", (severity, its) => {
    const body = parsed(pagerdutyMessage(exampleNotice("opened", { severity }), "https://pd.example", "k"));
    expect(body.payload).toMatchObject({
      ...{ summary: "Checkout is slow", source: "checkout in eu", severity: its },
    });
  });
});

test("Slack gets text and blocks, in which a title from outside mentions nobody and forges no link", () => {
  const notice = exampleNotice("opened", { title: "<!channel> & <http://evil|us>", description: "<!here>" });
  const message = slackMessage(notice, "https://hooks.slack.example/T/B/x");
  const body = JSON.parse(message.body) as {
    text: string;
    blocks: { text: { type: string; text: string } }[];
  };
  expect(message.url).toBe("https://hooks.slack.example/T/B/x");
  expect(body.text).toBe("Opened: incident 7 (high): &lt;!channel&gt; &amp; &lt;http://evil|us&gt;");
  expect(body.blocks[1]?.text.text).toContain("&lt;!here&gt;");
  expect(body.blocks[2]?.text.text).toBe("<https://hm.example/incidents/incident-1|Open it>");
});

test("a webhook is signed as Standard Webhooks has it: id, time and body", () => {
  const { headers, body, url } = webhookMessage(
    exampleNotice("opened"),
    "https://hooks.example/us",
    SIGNING_SECRET,
  );
  const timestamp = String(NOW_MS / 1_000);
  const signed = createHmac("sha256", Buffer.alloc(32, 7))
    .update(`message-1.${timestamp}.${body}`)
    .digest("base64");
  expect(url).toBe("https://hooks.example/us");
  expect(headers).toMatchObject({
    ...{ "webhook-id": "message-1", "webhook-timestamp": timestamp, "webhook-signature": `v1,${signed}` },
  });
  expect(JSON.parse(body)).toMatchObject({
    type: "incident.opened",
    timestamp: "2026-11-27T11:59:55.000Z",
    data: {
      incident: { id: "incident-1", number: 7, severity: "high", detected_at: "2026-11-27T11:59:00.000Z" },
    },
  });
});

test("a mail has the same id at each attempt, is one conversation with others of its incident, and has no line break in its subject", () => {
  const target = {
    ...({ kind: "email", host: "mail.example", port: 25, encryption: "none", user: null } as const),
    ...{ from: "us@example.org", to: ["you@example.org"] },
  };
  const mail = mailOf(exampleNotice("resolved", { title: "a\r\nBcc: x@evil", resolvedBy: "Ana" }), target);
  expect(mail).toMatchObject({
    ...{ messageId: "<message-1@example.org>", references: "<incident-incident-1@example.org>" },
    subject: "Resolved: incident 7 (high): a Bcc: x@evil",
  });
  expect(mail.text).toContain("Resolved by Ana");
});

describe("of an answer comes", () => {
  const cases = [
    [
      isPermanentForSlack,
      {
        200: "delivered",
        400: "refused",
        403: "refused",
        404: "refused",
        410: "gone",
        429: "retry",
        500: "retry",
      },
    ],
    [
      isPermanentForWebhook,
      {
        200: "delivered",
        204: "delivered",
        302: "retry",
        400: "retry",
        404: "retry",
        410: "gone",
        429: "retry",
        500: "retry",
      },
    ],
    [
      isPermanentForPagerduty,
      { 202: "delivered", 302: "refused", 400: "refused", 404: "refused", 429: "retry", 500: "retry" },
    ],
  ] as const;
  test.each(
    cases.flatMap(([isPermanent, expected]) =>
      Object.entries(expected).map(
        ([status, kind]) => [isPermanent.name, Number(status), kind, isPermanent] as const,
      ),
    ),
  )("%s: %d → %s", (_name, status, kind, isPermanent) => {
    expect(judgeStatus(status, 5, isPermanent)).toEqual(
      kind === "retry" ? { kind, retryAfterMs: 5 } : { kind },
    );
  });
});
