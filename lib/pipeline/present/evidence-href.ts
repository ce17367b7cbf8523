import type { Evidence } from "@/lib/domain/sentence";

/** The page on which the figures behind a piece of a sentence are shown. */
export function evidenceHref(evidence: Evidence): string {
  switch (evidence.kind) {
    case "metric":
      return `/?chart=${evidence.metric}#history`;
    case "regions":
      return "/regions";
    case "region":
      return `/regions/${encodeURIComponent(evidence.region)}`;
    case "service": {
      const page = `/services/${encodeURIComponent(evidence.service)}`;
      return evidence.region === null ? page : `${page}?region=${encodeURIComponent(evidence.region)}`;
    }
    case "attention":
      return "/#attention";
    case "prediction":
      return `/predictions#${encodeURIComponent(evidence.id)}`;
    case "incident":
      return `/incidents/${encodeURIComponent(evidence.id)}`;
    case "deployments":
      return "/settings/deployments";
    case "ingest":
      return "/settings/ingest";
    default:
      return evidence satisfies never;
  }
}
