import { expect, it } from "vitest";
import { senderConfigs } from "./sender-config";

const BASE = "https://monitoring.example";

it.each(senderConfigs(BASE, "hm_secret"))("$title: names this server and the key", ({ id, text }) => {
  expect(text).toContain(`${BASE}${id === "prometheus" ? "/api/v1/write" : "/v1/metrics"}`);
  expect(text).toContain("hm_secret");
});

it("shows a placeholder where no secret is known", () => {
  for (const { text } of senderConfigs(BASE, null)) expect(text).toContain("YOUR_INGEST_KEY");
});
