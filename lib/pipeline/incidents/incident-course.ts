import { worseSeverity, type Incident, type SignalSummary } from "@/lib/domain/incident";
import type { IncidentChange } from "./incident-store";

/** What follows for an incident from its signals; what a person set stays. Nothing changes: an empty object. */
export function courseOf(incident: Incident, signals: SignalSummary): IncidentChange {
  const isPinned = (field: (typeof incident.pinned)[number]) => incident.pinned.includes(field);
  const wanted: IncidentChange = {
    quietSinceMs: signals.firing > 0 ? null : signals.lastEndedMs,
    ...(isPinned("severity") ? {} : { severity: worseSeverity(incident.severity, signals.severity) }),
    ...(isPinned("impactStartMs") ? {} : { impactStartMs: signals.impactFirstMs }),
    // Whoever resolves one while it fires says that it is over.
    ...(isPinned("impactEndMs") || incident.status === "resolved"
      ? {}
      : { impactEndMs: signals.impactFiring > 0 ? null : signals.impactLastEndedMs }),
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => incident[field as keyof Incident] !== value),
  );
}
