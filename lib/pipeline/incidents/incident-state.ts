import type { IncidentStatus } from "@/lib/domain/incident";

/** What can happen to an incident. `signal`: something of it fires; `quiet`: nothing did for long enough. */
export type IncidentAction =
  | { readonly kind: "acknowledge" }
  | { readonly kind: "set-status"; readonly to: Exclude<IncidentStatus, "open" | "resolved"> }
  | { readonly kind: "resolve" }
  | { readonly kind: "reopen" }
  | { readonly kind: "signal" }
  | { readonly kind: "quiet" };

export type IncidentStep =
  | { readonly kind: "to"; readonly status: IncidentStatus }
  | { readonly kind: "stay" }
  | { readonly kind: "refused"; readonly why: "resolved" | "not-resolved" };

const STAY: IncidentStep = { kind: "stay" };
const to = (status: IncidentStatus): IncidentStep => ({ kind: "to", status });

/** Total: every action has an answer in every status. */
export function stepIncident(status: IncidentStatus, action: IncidentAction): IncidentStep {
  switch (action.kind) {
    case "acknowledge":
      if (status === "resolved") return { kind: "refused", why: "resolved" };
      return status === "open" ? to("investigating") : STAY;
    case "set-status":
      if (status === "resolved") return { kind: "refused", why: "resolved" };
      return status === action.to ? STAY : to(action.to);
    case "resolve":
      return status === "resolved" ? { kind: "refused", why: "resolved" } : to("resolved");
    case "reopen":
      return status === "resolved" ? to("investigating") : { kind: "refused", why: "not-resolved" };
    case "signal":
      if (status === "resolved") return to("open");
      return status === "monitoring" ? to("investigating") : STAY;
    case "quiet":
      return status === "resolved" ? STAY : to("resolved");
    default:
      return action satisfies never;
  }
}
