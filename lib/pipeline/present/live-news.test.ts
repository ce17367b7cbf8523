import { expect, it } from "vitest";
import { liveNews } from "./live-news";

it.each([
  ["live", "degraded", "EU West is slow.", "degraded", "Degraded: EU West is slow."],
  ["reconnecting", "degraded", "EU West is slow.", "degraded", "Degraded: EU West is slow."],
  ["stale", "degraded", "EU West is slow.", "stale", "Stale: no new figures arrive. What is shown is of the past."],
  ["waiting", "unknown", "", "waiting", "Waiting for the first figures."],
] as const)("%s and %s with %j", (freshness, status, headline, key, sentence) => {
  expect(liveNews(status, headline, freshness)).toEqual({ key, sentence });
}); // prettier-ignore

it("is no news while only the figures of the sentence move", () => {
  const key = (headline: string) => liveNews("healthy", headline, "live").key;
  expect(key("1.2 M requests a second.")).toBe(key("1.3 M requests a second."));
});
