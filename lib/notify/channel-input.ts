import type { Stores } from "@/lib/context";
import type { ChannelSettings, ChannelTarget } from "@/lib/domain/notification";
import { AppError } from "@/lib/platform/errors";
import { OutgoingRefusedError } from "@/lib/platform/outgoing-guard";
import type { ChannelServices } from "./notify-services";

/** A channel as an admin sends it; a secret that is null stays what it is. */
export interface ChannelInput extends ChannelSettings {
  readonly secret: string | null;
}

/** @throws AppError conflict */
export async function requireFreeName(stores: Stores, name: string, exceptId: string | null): Promise<void> {
  if (!(await stores.channels.nameTaken(name, exceptId))) return;
  const errors = [{ pointer: "/name", message: "is another channel's name" }];
  throw new AppError("conflict", "/name: is another channel's name", { errors });
}

/**
 * A literal address that must not be reached is refused when it is entered; a name is only known when it is asked.
 * @throws AppError bad-request that names the field
 */
export function requireReachable({ guard }: ChannelServices, { target, secret }: ChannelInput): void {
  try {
    if (target.kind === "slack" && secret !== null) guard.checkUrl(new URL(secret));
    if (target.kind === "webhook" || target.kind === "pagerduty") guard.checkUrl(new URL(target.url));
  } catch (error) {
    if (!(error instanceof OutgoingRefusedError)) throw error;
    throw refused(target.kind === "slack" ? "/secret" : "/target/url", error.message);
  }
}

/** Whether what is sent with a secret goes to the same receiver: another one must not get it. */
export function isSameReceiver(one: ChannelTarget, other: ChannelTarget): boolean {
  return receiverOf(one) === receiverOf(other);
}

/** A mail server that wants no sign-in has no password. */
export function needsSecret(target: ChannelTarget): boolean {
  return target.kind !== "email" || target.user !== null;
}

export function refused(pointer: string, message: string): AppError {
  return new AppError("bad-request", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}

function receiverOf(target: ChannelTarget): string {
  switch (target.kind) {
    case "slack":
      return target.kind;
    case "webhook":
    case "pagerduty":
      return `${target.kind} ${new URL(target.url).origin}`;
    case "email":
      return `${target.kind} ${target.host}:${target.port} ${target.encryption} ${target.user}`;
    default:
      return target satisfies never;
  }
}
