import { createHmac } from "node:crypto";
import type { Role } from "@/lib/platform/actor";

/** `.invalid` can never receive mail nor belong to anybody (RFC 2606). */
export const DEMO_EMAIL_DOMAIN = "demo.invalid";

export interface DemoPersona {
  readonly role: Role;
  readonly email: string;
  readonly name: string;
  /** Who that is and what they come for, in a sentence. */
  readonly sentence: string;
}

const persona = (role: Role, name: string, sentence: string): DemoPersona => ({
  role,
  name,
  sentence,
  email: `${role}@${DEMO_EMAIL_DOMAIN}`,
});

export const DEMO_PERSONAS: readonly DemoPersona[] = [
  persona("executive", "Dana Executive", "Wants to know in ten seconds whether the platform is well."),
  persona("sre", "Sam Reliability", "Looks at regions and services, and starts a monitoring cycle by hand."),
  persona("admin", "Alex Admin", "Also makes and revokes keys, and sees what arrives and from whom."),
];

/** Nobody types it: one click signs in. Derived from the installation's secret, so it is stable and cannot be guessed. */
export function demoPassword(authSecret: string, role: Role): string {
  return createHmac("sha256", authSecret).update(`demo-persona:${role}`).digest("base64url");
}
