import type { IncidentPart, OpenIncident } from "@/lib/domain/open-incident";

/** A sender says that checkout in eu is not well. */
export function exampleIncidentPart(change: Partial<IncidentPart> = {}): IncidentPart {
  const place = { region: "eu", service: "checkout" };
  return { source: "alertmanager", ...place, subject: null, firing: true, severity: "high", ...change };
}

/** Incident 12: nobody is on it. */
export function exampleOpenIncident(change: Partial<OpenIncident> = {}): OpenIncident {
  return {
    ...{ id: "incident-12", number: 12, title: "checkout in eu is slow", severity: "high", pinned: [] },
    ...{ category: "performance", region: "eu", service: "checkout", demo: false },
    ...{ impactStartMs: Date.UTC(2026, 10, 23, 11, 50), impactEndMs: null },
    ...{ acknowledgedBy: null, assigneeName: null, parts: [exampleIncidentPart()] },
    ...change,
  };
}
