import type { Incident } from "@/lib/domain/incident";
import type { Notice } from "./notice";
import { noticeOf } from "./notice";

export const NOW_MS = Date.parse("2026-11-27T12:00:00Z");
export const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

export function incidentOf(change: Partial<Incident> = {}): Incident {
  return {
    ...{ id: "incident-1", number: 7, title: "Checkout is slow", description: null, severity: "high" },
    ...{ status: "open", category: "performance", pinned: [], region: "eu", service: "checkout" },
    ...{ detectedMs: NOW_MS - 60_000, impactStartMs: null, impactEndMs: null },
    ...{ acknowledgedMs: null, acknowledgedBy: null, assigneeId: null, assigneeName: null, roles: {} },
    ...{ resolvedMs: null, resolvedBy: null, resolution: null, rootCause: null, quietSinceMs: null },
    ...{ mergedIntoId: null, updatedMs: NOW_MS, version: 1, demo: false },
    ...change,
  };
}

export function exampleNotice(event: Notice["event"], change: Partial<Incident> = {}): Notice {
  const incident = event === "test" ? null : incidentOf(change);
  return noticeOf(
    { id: "message-1", event, createdMs: NOW_MS - 5_000 },
    incident,
    "https://hm.example/",
    NOW_MS,
  );
}
