import type { Page } from "@playwright/test";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import { sendRemoteWrite } from "./fixtures/send-metrics";
import { signInAs, type Role, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

/** After the start, the first figures come with the second slot of 10 s. */
const FIRST_FIGURES_MS = 45_000;
const REGIONS = ["ap-northeast-1", "ap-southeast-1", "eu-west-1", "us-east-1", "us-west-2"];
const LONG_VIEW = "from=now-3h";
/** Sends once, and is looked at again by the last test. */
const SILENT = "falls-silent";
let silent: Page | null = null;

test.afterAll(() => silent?.close());

const mark = (page: Page, code: string) => page.locator(`.map-mark[data-region='${code}']`);

async function open(page: Page, demo: System, path: string, role: Role = "sre") {
  await signInAs(page.context(), demo, role);
  return page.goto(demo.url + path);
}

async function openMap(page: Page, demo: System): Promise<void> {
  await open(page, demo, `/regions?${LONG_VIEW}`);
  await expect(page.locator(".map-mark")).toHaveCount(REGIONS.length, { timeout: FIRST_FIGURES_MS });
}

test("a region that nobody gave a place is told beside the map", async ({ browser, real }) => {
  test.setTimeout(90_000);
  const page = await browser.newPage();
  silent = page;
  await real.signIn(page);
  const labels = { __name__: "cpu_usage_ratio", region: SILENT };
  await sendRemoteWrite(real, [{ labels, samples: [[Date.now(), 0.42]] }]);
  await page.goto(`${real.url}/regions`);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const utilization = page.locator(`[data-row='${SILENT}'] [data-column='cpu_utilization']`);
  await expect(utilization).toContainText("42", { timeout: FIRST_FIGURES_MS });
  const unplaced = page.locator("[data-unplaced]");
  await expect(unplaced.getByRole("link", { name: SILENT })).toBeVisible();
  await expect(unplaced.getByRole("link", { name: "Give them a place" })).toHaveAttribute(
    "href",
    "/settings/regions",
  );
});

test("the map: five regions where they are, as large as their traffic, each with its state in shape and word", async ({
  page,
  demo,
}) => {
  await openMap(page, demo);
  await expect(page).toHaveTitle(/^Regions/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/healthy|degraded|critical|down|stale/i);
  const { data } = await demo.api.read("/metrics/regional", regionalMetricsResponseSchema);
  const byTraffic = [...data].sort((a, b) => (b.requests_per_second ?? 0) - (a.requests_per_second ?? 0));
  const widths: number[] = [];
  for (const { region } of byTraffic) {
    const link = mark(page, region);
    await expect(link).toHaveAccessibleName(/.+: (healthy|degraded|critical|down|stale).*\/s/i);
    await expect(link.locator("svg")).toHaveCount(1);
    await expect(link.locator(".map-label-wide")).toContainText(/healthy|degraded|critical|down|stale/i);
    widths.push((await link.boundingBox())?.width ?? 0);
  }
  expect(widths).toEqual([...widths].sort((a, b) => b - a));
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(24);
  const [west, east] = [
    await mark(page, "us-west-2").boundingBox(),
    await mark(page, "eu-west-1").boundingBox(),
  ];
  expect(west?.x).toBeLessThan(east?.x ?? 0);
  await expect(page.locator("[data-unplaced]")).toHaveCount(0);
  await expect(page.locator(".world-land path")).toHaveAttribute("d", /^m\d/);
});

test("the table of regions: worst first, local times, sorted anew by any figure", async ({ page, demo }) => {
  await openMap(page, demo);
  const table = page.getByRole("table", { name: "Regions" });
  const rows = table.locator("tbody tr");
  await expect(rows).toHaveCount(REGIONS.length);
  await expect(table.getByRole("columnheader", { name: "Status" })).toHaveAttribute("aria-sort", "ascending");
  await expect(table.locator("tr[data-row='ap-northeast-1'] time")).toHaveText(/^\d\d:\d\d [A-Z][a-z]{2}$/);
  await table.getByRole("button", { name: "Servers" }).click();
  await expect(rows.first()).toHaveAttribute("data-row", "us-east-1");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV: Regions" }).click();
  expect((await download).suggestedFilename()).toBe("regions.csv");
});

test("by keyboard: a mark tells its figures, Escape hides them, Enter opens the region and keeps the time", async ({
  page,
  demo,
}) => {
  await openMap(page, demo);
  const link = mark(page, "eu-west-1");
  await page.locator("#content").focus();
  for (let presses = 0; presses < 20 && !(await isFocused(page, "eu-west-1")); presses++)
    await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  const tip = page.locator("[data-tip='eu-west-1']");
  await expect(tip).toContainText(/Users.*Requests.*p99.*Errors.*Local time/);
  await page.keyboard.press("Escape");
  await expect(tip).toHaveCount(0);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/regions\/eu-west-1\?/);
  expect(new URL(page.url()).search).toBe(`?${LONG_VIEW}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("EU West");
  await page.goBack();
  await expect(link).toBeVisible();
});

function isFocused(page: Page, code: string): Promise<boolean> {
  return page.evaluate((wanted) => (document.activeElement as HTMLElement).dataset.region === wanted, code);
}

test("a region: state and why, local time, signals as charts, services, room, siblings, changes", async ({
  page,
  demo,
}) => {
  await open(page, demo, `/regions/eu-west-1?${LONG_VIEW}`);
  await expect(page).toHaveTitle(/^EU West/);
  await expect(page.getByTestId("because")).not.toBeEmpty();
  await expect(page.locator("[data-zone='Europe/Dublin']")).toHaveText(/^\d\d:\d\d [A-Z][a-z]{2}, UTC/);
  await expect(page.getByText("53.35° N, 6.26° W")).toBeVisible();
  for (const metric of ["latency_p99", "requests_per_second", "error_rate", "cpu"])
    await expect(page.locator(`[data-metric='${metric}'] svg.recharts-surface`).first()).toBeVisible();
  await page.getByRole("combobox", { name: "Saturation" }).selectOption("memory");
  await expect(page.locator("[data-metric='memory']")).toBeVisible();
  const beside = page.locator("[data-metric='latency_p99']").last();
  for (const sibling of ["AP Northeast", "AP Southeast", "US East", "US West"])
    await expect(beside).toContainText(sibling);

  const services = await demo.api.read("/metrics/services?region=eu-west-1", serviceMetricsResponseSchema);
  const table = page.getByRole("table", { name: "Services of this region" });
  await expect(table.locator("tbody tr")).toHaveCount(services.data.length);
  await expect(table.getByRole("link", { name: "checkout" })).toHaveAttribute(
    "href",
    `/services/checkout?region=eu-west-1&${LONG_VIEW}`,
  );
  for (const resource of ["cpu", "memory", "disk", "network", "connections"])
    await expect(page.locator(`[data-resource='${resource}']`)).toContainText(/\d+\u2009?%.*[a-z]/i);
  for (const figure of ["latency_p99", "error_rate", "cpu_utilization"])
    await expect(page.locator(`[data-compared='${figure}']`)).toContainText(/better|worse|alike/i);
  await expect(page.getByRole("heading", { name: /changes in this time/i })).toBeVisible();
});

test("from region to region, and the changes of a longer time on a line", async ({ page, demo }) => {
  await open(page, demo, "/regions/eu-west-1?from=now-7d");
  await expect(page.getByTestId("deployment-line").locator("svg")).not.toHaveCount(0);
  await expect(page.locator("tr[data-deployment]").first()).toContainText(/EU West|all regions/i);
  await page.getByRole("link", { name: "US East" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("US East");
  await expect(page).toHaveURL(/\/regions\/us-east-1\?from=now-7d$/);
  await expect(page.getByRole("link", { name: "EU West" })).toHaveAttribute("rel", "prev");
});

test("an unknown region is a 404 that says so and leads on; a stranger signs in and comes back", async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/regions/eu-west-1?${LONG_VIEW}`);
  const next = new URL(page.url()).searchParams.get("next");
  expect(next).toBe(`/regions/eu-west-1?${LONG_VIEW}`);
  const answer = await open(page, demo, "/regions/atlantis%20%26%20more");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no region “atlantis & more”.");
  await page.getByRole("main").getByRole("link", { name: "AP Northeast" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("AP Northeast");
});

test("operations: every part; one that fails keeps what it had and offers Retry while the others go on", async ({
  page,
  demo,
}) => {
  await open(page, demo, "/operations");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/requests a second, p99 .*Fullest: /, {
    timeout: FIRST_FIGURES_MS,
  });
  for (const metric of ["latency_p99", "requests_per_second", "error_rate", "cpu"])
    await expect(page.locator(`[data-metric='${metric}'] svg.recharts-surface`).first()).toBeVisible();
  const saturation = page.getByRole("table", { name: "Saturation by region" });
  await expect(saturation.locator("tbody tr")).toHaveCount(REGIONS.length);
  await expect(saturation.locator("[data-heat]")).toHaveCount(REGIONS.length * 5);
  const arrives = page.locator("[data-part='What arrives']");
  await expect(arrives.locator("[data-fact='Samples']")).toContainText(/\d.*\/s/, { timeout: 40_000 });
  await expect(arrives.locator("[data-fact='Log']")).toContainText(/\d.*B.*of at most/);
  await expect(arrives.locator("[data-fact='Most silent sender']")).toContainText(/ago.*demo/);
  await expect(arrives.locator("[data-fact='Newest commit']")).toContainText("Keeps up");
  await expect(page.locator("[data-part='What is made of it']")).toContainText(/keeps up.*ago/i);
  await expect(page.locator("tr[data-deployment]")).not.toHaveCount(0);

  const states = "**/api/v1/hyperscale-monitoring/sources/states";
  await page.route(states, (route) => route.abort());
  const sources = page.locator("[data-part='Engines read in place']");
  await expect(sources.getByRole("alert")).toContainText(/could not be refreshed.*Shown is what came/i, {
    timeout: 30_000,
  });
  await expect(sources).toContainText("No engine is read.");
  await expect(page.getByRole("alert").filter({ hasText: "refreshed" })).toHaveCount(1);
  await page.unroute(states);
  await sources.getByRole("button", { name: "Retry" }).click();
  await expect(sources.getByRole("alert")).toHaveCount(0);
});

test("an executive sees operations without what arrives, and why", async ({ page, demo }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, demo, "/operations", "executive");
  await expect(page.locator("[data-part='What arrives']")).toContainText("for engineers and admins");
  await expect(page.locator("[data-part='What is made of it']")).toContainText(/keeps up/i);
  await expect(page.locator("[data-part='Engines read in place']")).toHaveCount(0);
  expect(asked.filter((url) => /ingest\/status|sources/.test(url))).toEqual([]);
});

test("a region that falls silent turns stale in shape and word, without a reload", async () => {
  test.setTimeout(180_000);
  const page = silent as Page; // it has been silent while the others ran
  const row = page.locator(`[data-row='${SILENT}']`);
  await expect(row.locator("[data-status]")).toHaveAttribute("data-status", "stale", { timeout: 110_000 });
  await expect(row.locator("[data-column='cpu_utilization']")).toHaveText("Stale");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/stale/i);
  await expect(page.locator(`[data-concern='${SILENT}']`)).toContainText(/Newest sample .* ago/);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});
