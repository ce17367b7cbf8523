import type { FieldProblems } from "@/components/catalog/draft-body";
import { textOrNull } from "@/components/catalog/draft-body";
import {
  channelBodySchema,
  type ChannelBody,
  type ChannelBodyInput,
  type ChannelContract,
} from "@/lib/contracts/channel";
import type { IncidentSeverity } from "@/lib/domain/incident";
import type { ChannelKind } from "@/lib/domain/notification";

export type MailEncryption = Extract<ChannelBody["target"], { kind: "email" }>["encryption"];

/** A channel as the form holds it. */
export interface ChannelDraft {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly secret: string;
  readonly url: string;
  readonly host: string;
  readonly port: string;
  readonly encryption: MailEncryption;
  readonly user: string;
  readonly from: string;
  readonly to: string;
  readonly severities: readonly IncidentSeverity[];
  readonly regions: string;
  readonly services: string;
  readonly always: boolean;
  readonly timeZone: string;
  readonly days: readonly number[];
  readonly start: string;
  readonly end: string;
}

/** By the last name of a field's path, as `time_zone`. */
export type ChannelProblems = FieldProblems<string>;

const WORKING_DAYS = [1, 2, 3, 4, 5];
const PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";

/** null: a new one. @param timeZone that hours begin with */
export function draftOfChannel(channel: ChannelContract | null, timeZone: string): ChannelDraft {
  const target = channel?.target;
  const mail = target?.kind === "email" ? target : null;
  const hours = channel?.routing.hours ?? null;
  return {
    ...{ kind: target?.kind ?? "slack", name: channel?.name ?? "", secret: "" },
    url: target?.kind === "webhook" || target?.kind === "pagerduty" ? target.url : "",
    ...{ host: mail?.host ?? "", port: String(mail?.port ?? 465), encryption: mail?.encryption ?? "tls" },
    ...{ user: mail?.user ?? "", from: mail?.from ?? "", to: mail?.to.join(", ") ?? "" },
    severities: channel?.routing.severities ?? [],
    regions: channel?.routing.regions.join(", ") ?? "",
    services: channel?.routing.services.join(", ") ?? "",
    ...{ always: hours === null, timeZone: hours?.time_zone ?? timeZone, days: hours?.days ?? WORKING_DAYS },
    ...{ start: hours?.from ?? "09:00", end: hours?.to ?? "17:00" },
  };
}

/** The request that a draft says, or what is wrong with its fields. */
export function bodyOfChannelDraft(
  draft: ChannelDraft,
  enabled: boolean,
):
  | { readonly body: ChannelBodyInput; readonly problems: null }
  | { readonly body: null; readonly problems: ChannelProblems } {
  const { always, timeZone, days, start, end } = draft;
  const body = {
    ...{ name: draft.name, target: targetOf(draft), secret: textOrNull(draft.secret), enabled },
    routing: {
      severities: draft.severities,
      regions: listOf(draft.regions),
      services: listOf(draft.services),
      hours: always ? null : { time_zone: timeZone, days, from: start, to: end },
    },
  };
  const parsed = channelBodySchema.safeParse(body);
  if (parsed.success) return { body: parsed.data, problems: null };
  return {
    body: null,
    problems: problemsOf(
      parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message })),
    ),
  };
}

/** What a refusal says of fields. */
export function refusedByChannel(
  errors: readonly { readonly pointer: string; readonly message: string }[],
): ChannelProblems {
  return problemsOf(errors.map(({ pointer, message }) => ({ path: pointer.split("/").slice(1), message })));
}

/** The request that makes a channel what it is; its secret stays. */
export function bodyOfChannel({ name, target, routing, enabled }: ChannelContract): ChannelBodyInput {
  return { name, target, routing, enabled, secret: null };
}

function targetOf({ kind, url, host, port, encryption, user, from, to }: ChannelDraft) {
  switch (kind) {
    case "slack":
      return { kind };
    case "webhook":
      return { kind, url: url.trim() };
    case "pagerduty":
      return { kind, url: textOrNull(url) ?? PAGERDUTY_URL };
    case "email":
      return {
        ...{ kind, host: host.trim(), port: Number(port), encryption, user: textOrNull(user) },
        ...{ from: from.trim(), to: listOf(to) },
      };
    default:
      return kind satisfies never;
  }
}

function listOf(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function problemsOf(errors: readonly { readonly path: readonly string[]; readonly message: string }[]) {
  const isName = (part: string) => !/^\d+$/.test(part);
  return Object.fromEntries(
    errors.toReversed().map(({ path, message }) => [path.findLast(isName) ?? "", message]),
  ) as ChannelProblems;
}
