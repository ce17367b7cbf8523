import * as z from "zod";
import { INCIDENT_SEVERITIES } from "@/lib/domain/incident";
import { DELIVERY_EVENTS, DELIVERY_STATUSES, MAIL_ENCRYPTIONS } from "@/lib/domain/notification";
import { isTimeZone } from "@/lib/domain/time-zone";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { textInput, webUrlInput } from "./text";

const MAX_NAME = 80;
const MAX_URL = 2_000;
const MAX_SECRET = 2_000;
const MAX_PLACES = 200;
const MAX_RECIPIENTS = 50;
const MAX_PORT = 65_535;
const SIGNING_BYTES = { min: 24, max: 64 };
const ROUTING_KEY = /^[a-zA-Z0-9]{32}$/;
const PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";
const MOST_DELIVERIES = 200;

const url = webUrlInput
  .max(MAX_URL)
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === "",
    "holds a credential: it belongs into the secret",
  );
const mailAddress = z.email("is no mail address").max(MAX_URL);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is no time of day, as 09:00");
const place = textInput.trim().min(1).max(MAX_NAME);

export const channelTargetSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("slack") }),
    z.strictObject({ kind: z.literal("webhook"), url }),
    z.strictObject({ kind: z.literal("pagerduty"), url: url.default(PAGERDUTY_URL) }),
    z.strictObject({
      kind: z.literal("email"),
      host: textInput
        .trim()
        .regex(/^[a-zA-Z0-9._:-]{1,253}$/, "is no host name or address")
        .meta({ description: "The SMTP server" }),
      port: z.int().min(1).max(MAX_PORT).default(465),
      encryption: z.enum(MAIL_ENCRYPTIONS).default("tls"),
      user: place.nullable().default(null).meta({ description: "null: the server wants no sign-in" }),
      from: mailAddress,
      to: z.array(mailAddress).min(1, "must name somebody").max(MAX_RECIPIENTS),
    }),
  ])
  .meta({ id: "ChannelTarget", description: "Where a channel leads; Slack's address is its secret" });

export const channelRoutingSchema = z
  .strictObject({
    severities: z.array(z.enum(INCIDENT_SEVERITIES)).default([]),
    regions: z.array(place).max(MAX_PLACES).default([]),
    services: z.array(place).max(MAX_PLACES).default([]),
    hours: z
      .strictObject({
        time_zone: textInput.refine(isTimeZone, "is no time zone, as Europe/Dublin"),
        days: z
          .array(z.int().min(1).max(7))
          .min(1, "must hold a day")
          .meta({ description: "1 Monday to 7 Sunday" }),
        from: clock,
        to: clock.meta({ description: "Before `from`: on the next day" }),
      })
      .nullable()
      .default(null)
      .meta({ description: "When incidents that open are told; null: always" }),
  })
  .meta({
    id: "ChannelRouting",
    description:
      "Of which incidents a channel is told; an empty list: of all. An incident of a whole region concerns each of its services. Whoever heard that one opened hears how it goes on",
  });

const bodyObject = z.strictObject({
  name: textInput.trim().min(1).max(MAX_NAME),
  target: channelTargetSchema,
  secret: textInput.min(1).max(MAX_SECRET).nullable().default(null).meta({
    description:
      "Slack: the incoming webhook's address; webhook: `whsec_` and base64 of 24 to 64 bytes; PagerDuty: the routing key; email: the password of `user`. null keeps what is stored",
  }),
  routing: channelRoutingSchema.default({ severities: [], regions: [], services: [], hours: null }),
  enabled: z.boolean().default(true),
});

export const channelBodySchema = bodyObject
  .superRefine(({ target, secret }, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const wrong = secret === null ? null : wrongSecret(target.kind, secret);
    if (wrong !== null) issue(["secret"], wrong);
    if (target.kind === "email" && target.user !== null && target.encryption === "none")
      issue(["target", "encryption"], "is needed: a password would be sent in plain text");
  })
  .meta({ id: "SetChannel", description: "Where people are told of incidents" });
export type ChannelBody = z.infer<typeof channelBodySchema>;
export type ChannelBodyInput = z.input<typeof channelBodySchema>;

function wrongSecret(kind: ChannelBody["target"]["kind"], secret: string): string | null {
  switch (kind) {
    case "slack":
      return url.safeParse(secret).success ? null : "is no http(s) address: it is that of Slack's webhook";
    case "webhook":
      return isSigningSecret(secret) ? null : "must be whsec_ and base64 of 24 to 64 bytes";
    case "pagerduty":
      return ROUTING_KEY.test(secret) ? null : "must be the 32 characters of a routing key";
    case "email":
      return null;
    default:
      return kind satisfies never;
  }
}

function isSigningSecret(secret: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  if (base64 === undefined) return false;
  const bytes = Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
  return bytes >= SIGNING_BYTES.min && bytes <= SIGNING_BYTES.max;
}

export const channelSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    target: channelTargetSchema,
    has_secret: z.boolean().meta({ description: "The secret itself is never shown" }),
    routing: channelRoutingSchema,
    enabled: z.boolean(),
    disabled_reason: z
      .string()
      .nullable()
      .meta({ description: "Why it was switched off by itself; null: it was not" }),
    created_at: isoTime("When it was added"),
    created_by: z.string(),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "Channel", description: "Where people are told of incidents" });
export type ChannelContract = z.infer<typeof channelSchema>;

export const deliverySchema = z
  .object({
    id: z.string().meta({ description: "The idempotency key of every attempt" }),
    incident_id: z.string().nullable().meta({ description: "null: a test" }),
    event: z.enum(DELIVERY_EVENTS),
    status: z.enum(DELIVERY_STATUSES).meta({
      description:
        "`waiting`: for its next attempt; `failed`: given up; `skipped`: a newer message stands for it",
    }),
    reason: z.string().nullable(),
    created_at: isoTime("When it was added"),
    next_attempt: isoTime("When the next attempt is due; null: there is none").nullable(),
    finished_at: isoTime("When it ended; null: it waits").nullable(),
  })
  .meta({ id: "Delivery", description: "A message to a channel" });
export type DeliveryContract = z.infer<typeof deliverySchema>;

export const loggedDeliverySchema = deliverySchema
  .extend({
    incident_number: z.int().nullable(),
    attempts: z.array(
      z.object({
        number: z.int(),
        started_at: isoTime("When it began"),
        took_ms: z.number().nullable().meta({
          description: "null: no answer is known; it is on its way, or the process ended",
          "x-unit": "ms",
        }),
        code: z.int().nullable().meta({ description: "Of HTTP or SMTP; null: none came" }),
        answer: z.string().nullable().meta({ description: "What the receiver answered, or why it did not" }),
      }),
    ),
  })
  .meta({ id: "LoggedDelivery", description: "A message to a channel, with every attempt" });
export type LoggedDeliveryContract = z.infer<typeof loggedDeliverySchema>;

export const deliveriesQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MOST_DELIVERIES).default(50),
});

export const channelResponseSchema = successSchema(channelSchema);
export const channelListResponseSchema = successSchema(z.array(channelSchema));
export const deliveryResponseSchema = successSchema(deliverySchema);
export const deliveryLogResponseSchema = successSchema(z.array(loggedDeliverySchema));
