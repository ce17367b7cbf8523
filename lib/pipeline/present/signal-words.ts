import type { SignalSource } from "@/lib/domain/incident";
import type { SignalContract } from "./incident-chart";

export const SIGNAL_SOURCE_WORDS: Readonly<Record<SignalSource, string>> = {
  prediction: "Prediction",
  objective: "Objective",
  anomaly: "Anomaly",
  silence: "Silence",
  alertmanager: "Alertmanager",
  grafana: "Grafana",
  manual: "By hand",
};

/** Where its evidence is: a page of ours, or the sender's own; null: it is the word of a person. */
export function signalEvidence(
  signal: Pick<SignalContract, "source" | "key" | "region" | "service" | "url">,
): { readonly href: string; readonly own: boolean; readonly words: string } | null {
  const { source, key, region, service, url } = signal;
  switch (source) {
    case "prediction":
      return { href: `/predictions#${encodeURIComponent(key)}`, own: true, words: "Show the prediction" };
    case "objective":
      return { href: "/settings/objectives", own: true, words: "Show the objective" };
    case "anomaly":
    case "silence":
      return { href: placeHref(region, service), own: true, words: "Show the figures" };
    case "alertmanager":
    case "grafana":
      return isWebAddress(url) ? { href: url, own: false, words: "Show at the sender" } : null;
    case "manual":
      return null;
    default:
      return source satisfies never;
  }
}

function placeHref(region: string | null, service: string | null): string {
  if (service !== null) {
    const page = `/services/${encodeURIComponent(service)}`;
    return region === null ? page : `${page}?region=${encodeURIComponent(region)}`;
  }
  return region === null ? "/regions" : `/regions/${encodeURIComponent(region)}`;
}

/** A sender's text is never trusted: only what a browser may follow is a link. */
function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url) && URL.canParse(url);
}
