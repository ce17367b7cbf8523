import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { metricsHistoryResponseSchema } from "@/lib/contracts/metrics-history";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { barriers } from "./fixtures/barriers";
import { freePort } from "./fixtures/free-port";
import { expect, test } from "./fixtures/test";

const REGION = "remembered";
const PER_SECOND = 30;
const STEP_MS = 5 * MINUTE_MS;
/** More than a proxy in front of a route would let through. */
const FILE_BYTES = 12 * 1024 ** 2;

const FILLER = "what nobody asked for ".repeat(1_000);

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "hm-history-"));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** A day of a counter, ten days ago, in a file that is large for it. */
function writeOpenMetrics(fromMs: number): string {
  const lines = ["# TYPE http_requests counter"];
  for (let atMs = fromMs; atMs <= fromMs + DAY_MS; atMs += STEP_MS) {
    const total = ((atMs - fromMs) / SECOND_MS) * PER_SECOND;
    lines.push(`http_requests_total{region="${REGION}",service="shop"} ${total} ${atMs / SECOND_MS}`);
  }
  for (let other = 0; other * FILLER.length < FILE_BYTES; other++)
    lines.push(`# HELP other_${other} ${FILLER}`);
  lines.push("# EOF", "");
  const file = path.join(folder, "day.om");
  writeFileSync(file, lines.join("\n"));
  return file;
}

test("an admin uploads a large file and its past is there; an import that goes nowhere can be cancelled", async ({
  page,
  real,
}) => {
  test.setTimeout(120_000);
  const fromMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 10 * DAY_MS;
  await real.signIn(page);
  await page.goto(`${real.url}/settings/history`);
  await expect(page.getByText("Nothing has been imported yet.")).toBeVisible();
  await page.getByLabel("File to upload").setInputFiles(writeOpenMetrics(fromMs));
  await page.getByRole("button", { name: "Import file" }).click();
  await expect(page.getByTestId("import-state")).toHaveText("Done", { timeout: 60_000 });

  const search = new URLSearchParams({
    metric: "requests",
    region: REGION,
    from: new Date(fromMs + HOUR_MS).toISOString(),
    to: new Date(fromMs + 2 * HOUR_MS).toISOString(),
  });
  const { data } = await real.api.read(`/metrics/history?${search}`, metricsHistoryResponseSchema);
  const values = data.points.map(({ value }) => value);
  expect(new Set(values)).toEqual(new Set([PER_SECOND]));

  await page.getByLabel("Address of a").fill(`http://127.0.0.1:${await freePort()}`);
  await page.getByLabel("From (UTC)").fill(new Date(fromMs).toISOString().slice(0, 16));
  await page.getByRole("button", { name: "Import from engine" }).click();
  await page.getByRole("button", { name: /^Cancel/ }).click({ timeout: 20_000 });
  await expect(page.getByTestId("import-state").first()).toContainText("Cancelled");
  expect(await barriers(page)).toEqual([]);
});
