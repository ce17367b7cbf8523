import type { StatusCode } from "@/lib/contracts/status";
import type { Freshness } from "./freshness";
import { statusModel } from "./status-model";

/**
 * What a listener should hear of the present: the verdict when its state changes, not each time that a figure in it moves;
 * and that there are no figures of the present. A connection that comes back in time is no news.
 */
export function liveNews(
  status: StatusCode,
  headline: string,
  freshness: Freshness["state"],
): { readonly key: string; readonly sentence: string } {
  switch (freshness) {
    case "waiting":
      return { key: "waiting", sentence: "Waiting for the first figures." };
    case "stale":
      return { key: "stale", sentence: "Stale: no new figures arrive. What is shown is of the past." };
    case "live":
    case "reconnecting":
      return { key: status, sentence: `${statusModel(status).word}: ${headline}` };
    default:
      return freshness satisfies never;
  }
}
