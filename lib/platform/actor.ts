/** Who asks. Verbs check its scopes; nothing else authorises. */
export const SCOPES = [
  "metrics:read",
  "ingest:write",
  "monitoring:run",
  "ingest-status:read",
  "keys:write",
  "people:write",
  "settings:write",
  "deployments:write",
  "kpis:write",
  "alerts:write",
  "incidents:write",
  "responses:approve",
] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ["executive", "sre", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  executive: ["metrics:read"],
  sre: [
    "metrics:read",
    "monitoring:run",
    "ingest-status:read",
    "deployments:write",
    "incidents:write",
    "responses:approve",
  ],
  admin: [
    "metrics:read",
    "monitoring:run",
    "ingest-status:read",
    "keys:write",
    "people:write",
    "settings:write",
    "deployments:write",
    "kpis:write",
    "incidents:write",
    "responses:approve",
  ],
};
export const KEY_SCOPES = {
  ingest: ["ingest:write", "deployments:write", "kpis:write", "alerts:write"],
  read: ["metrics:read"],
} as const satisfies Record<string, readonly Scope[]>;
export type KeyScope = keyof typeof KEY_SCOPES;

export type Actor =
  | {
      readonly kind: "user";
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      /** The session the request came with. */
      readonly sessionId?: string;
      readonly scopes: readonly Scope[];
    }
  | {
      readonly kind: "key";
      readonly id: string;
      readonly name: string;
      readonly demo: boolean;
      readonly scopes: readonly Scope[];
    }
  | { readonly kind: "system"; readonly name: string; readonly scopes: readonly Scope[] }
  | { readonly kind: "anonymous"; readonly scopes: readonly [] };

/** How the audit names an actor. */
export function actorName(actor: Actor): string {
  if (actor.kind === "anonymous") return "anonymous";
  return actor.kind === "system" ? `system:${actor.name}` : `${actor.kind}:${actor.name}`;
}
