import { liveEventSchema } from "@/lib/contracts/live-event";
import { sendRemoteWrite } from "./fixtures/send-metrics";
import type { RealSystem } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const REGION = "live-region";
/** One window and 5 s. */
const SEEN_AFTER_ACKNOWLEDGED_MS = 15_000;
const SEEN_AFTER_COMMIT_MS = 2_000;

test("what was acknowledged is seen within 15 s, and a new cycle within 2 s, without a reload", async ({
  page,
  real,
}) => {
  await real.signIn(page);
  await page.goto(real.url);
  await expect(page.locator("[data-freshness='live']")).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  const labels = { __name__: "cpu_usage_ratio", region: REGION };
  await sendRemoteWrite(real, [{ labels, samples: [[Date.now(), 0.42]] }]);
  const cpu = page.locator(`tr[data-region='${REGION}'] [data-column='cpu'] [role='img']`);
  await expect(cpu).toHaveAttribute("aria-label", "42 %", { timeout: SEEN_AFTER_ACKNOWLEDGED_MS });

  const { asOfMs } = await nextSnapshot(real);
  await expect(page.locator("[data-freshness] time")).toHaveAttribute(
    "datetime",
    new Date(asOfMs).toISOString(),
    {
      timeout: SEEN_AFTER_COMMIT_MS,
    },
  );
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

/** Resolves when the live stream tells of the next cycle, with what it is of. */
async function nextSnapshot({ url, readKey }: RealSystem): Promise<{ asOfMs: number }> {
  const answer = await fetch(`${url}/api/live`, { headers: { authorization: `Bearer ${readKey}` } });
  const decoder = new TextDecoder();
  let unfinished = "";
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (unfinished + decoder.decode(chunk, { stream: true })).split("\n");
    unfinished = lines.pop() ?? "";
    for (const line of lines.filter((each) => each.startsWith("data:"))) {
      const event = liveEventSchema.parse(JSON.parse(line.slice("data:".length)));
      if (event.topic === "snapshot") return event; // leaving the loop ends the request
    }
  }
  throw new Error("The live stream ended");
}
