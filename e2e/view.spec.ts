import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { graveBarriers, sidewaysPx } from "./fixtures/barriers";
import { signInAs, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

/** After the start, the first figures come with the second slot of 10 s. */
const FIRST_FIGURES_MS = 45_000;
/** Until a comparison of so short a range has something on both sides. */
const TWO_PERIODS_MS = 120_000;
const HISTORIES = "**/metrics/histories?*";

const timeRange = (page: Page) => page.getByRole("button", { name: /^Time range/ });
const rangeDialog = (page: Page) => page.getByRole("dialog", { name: "Time range" });
const slider = (page: Page) => page.getByRole("slider").first();
const summary = (page: Page) => page.getByTestId("history-summary").first();
const lines = (page: Page) => page.locator(".recharts-line-curve");

/** The executive page in a view; its chart is drawn. */
async function open(page: Page, demo: System, search: string): Promise<void> {
  await signInAs(page.context(), demo, "admin");
  await page.goto(`${demo.url}/${search}`);
  await expect(lines(page).first()).toHaveAttribute("d", /^M\d/, { timeout: FIRST_FIGURES_MS });
}

function parameters(page: Page): Record<string, string> {
  return Object.fromEntries(new URL(page.url()).searchParams);
}

test("a deep link with range and zone survives signing in", async ({ page, demo }) => {
  await page.goto(`${demo.url}/?from=now-6h&to=now&tz=America%2FNew_York&compare=week`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Continue as executive" }).click();
  await page.waitForURL(`${demo.url}/?**`);
  expect(parameters(page)).toEqual({ from: "now-6h", to: "now", tz: "America/New_York", compare: "week" });
  await expect(timeRange(page)).toHaveText(/Last 6 hours.*America\/New_York/);
  await expect(page.getByLabel("Compare with")).toHaveValue("week");
});

test("the picker changes the address, and Back takes it back", async ({ page, demo }) => {
  await open(page, demo, "");
  await timeRange(page).click();
  await rangeDialog(page).getByRole("button", { name: "Last 15 minutes" }).click();
  await expect(page).toHaveURL(/from=now-15m&to=now/);
  await expect(timeRange(page)).toContainText("Last 15 minutes");

  await timeRange(page).click();
  await rangeDialog(page).getByLabel("From").fill("soon");
  await expect(rangeDialog(page).getByText("“soon” is no time.")).toBeVisible();
  await rangeDialog(page).getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/from=now-15m&to=now/); // what cannot be read changes nothing
  await rangeDialog(page).getByLabel("From").fill("now/d");
  await rangeDialog(page).getByLabel("Time zone").selectOption("Asia/Tokyo");
  await expect(page).toHaveURL(/tz=Asia(\/|%2F)Tokyo/);
  await rangeDialog(page).getByRole("button", { name: "Apply" }).click();
  await expect(timeRange(page)).toContainText("now/d to now");

  await page.goBack();
  await page.goBack();
  await expect(timeRange(page)).toHaveText(/Last 15 minutes$/);
  await page.goBack();
  await expect(timeRange(page)).toContainText("Last hour");
  expect(parameters(page)).toEqual({});
});

test("earlier, later and zooming out move the range", async ({ page, demo }) => {
  await open(page, demo, "?from=now-15m");
  await expect(page.getByRole("button", { name: /^Later/ })).toBeDisabled();
  const spanMinutes = () => {
    const { from, to } = parameters(page);
    return (Date.parse(to) - Date.parse(from)) / 60_000;
  };
  await page.getByRole("button", { name: /^Earlier/ }).click();
  await expect(page).toHaveURL(/to=/);
  expect(spanMinutes()).toBeCloseTo(15, 1);
  await expect(page.getByLabel("Refresh")).toBeDisabled(); // it is over
  await page.getByRole("button", { name: /^Zoom out/ }).click();
  await expect.poll(spanMinutes).toBeCloseTo(30, 1);
});

test("drawing a range in the chart zooms into it", async ({ page, demo }) => {
  await open(page, demo, "?from=now-5m");
  const box = (await slider(page).boundingBox())!;
  const drag = async (fromShare: number, toShare: number) => {
    await page.mouse.move(box.x + box.width * fromShare, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * toShare, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
  };
  await drag(0.4, 0.8);
  await expect(page).toHaveURL(/from=2\d{3}-\d\d-\d\dT/);
  const { from, to } = parameters(page);
  const seconds = (Date.parse(to) - Date.parse(from)) / 1_000;
  expect(seconds).toBeGreaterThan(115); // two fifths of five minutes
  expect(seconds).toBeLessThan(130);
  await page.goBack();
  await expect(timeRange(page)).toContainText("Last 5 minutes");
});

test("by keyboard alone: choose a range, walk along the chart, zoom into it", async ({ page, demo }) => {
  await open(page, demo, "?from=now-30m");
  await timeRange(page).focus();
  await page.keyboard.press("Enter");
  await expect(rangeDialog(page).getByLabel("From")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(rangeDialog(page).getByLabel("From")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("now-5m");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=now-5m/);
  await expect(rangeDialog(page)).toBeHidden();
  await expect(timeRange(page)).toBeFocused();

  await expect(slider(page)).toHaveAttribute("aria-valuetext", /World [\d,.]+ per second/);
  await slider(page).focus();
  const newest = await slider(page).getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  await expect(slider(page)).not.toHaveAttribute("aria-valuetext", newest!);
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=2\d{3}-\d\d-\d\dT/);
  const { from, to } = parameters(page);
  expect(Date.parse(to) - Date.parse(from)).toBe(40_000);
});

test("a comparison is a line of its own, and a sentence", async ({ page, demo }) => {
  test.setTimeout(TWO_PERIODS_MS + 60_000);
  await open(page, demo, "?from=now-30s");
  await expect(lines(page)).toHaveCount(1);
  await page.getByLabel("Compare with").selectOption("Previous period");
  await expect(page).toHaveURL(/compare=previous/);
  await expect(summary(page)).toContainText(/On average .*the period before/, { timeout: TWO_PERIODS_MS });
  await expect(lines(page)).toHaveCount(2);
  await expect(page.getByRole("button", { name: "The period before" })).toBeVisible();
});

test("chart, table and file say the same, in the zone that is looked at", async ({ page, demo }) => {
  await open(page, demo, "?from=now-5m&tz=Asia%2FKathmandu&refresh=off");
  await page.getByRole("button", { name: /^Table: / }).click();
  const table = page.getByRole("table", { name: /as a table$/ });
  await expect(table.getByRole("row").nth(1)).toContainText(/\d\d:\d\d:\d\d \+05:45/);
  expect(await graveBarriers(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^CSV of / }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("requests-per-second-world.csv");
  const text = readFileSync(await download.path(), "utf8");
  expect(text.startsWith("\uFEFFTime,World (per second)\r\n")).toBe(true);
  const rows = text.trim().split("\r\n").slice(1);
  expect(rows).toHaveLength((await table.getByRole("row").count()) - 1);
  for (const row of rows) expect(row).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:45,(\d+(\.\d+)?)?$/);
  const [time, value] = rows.find((row) => /,\d/.test(row))!.split(",");
  const shown = table.locator(`tr[data-row="${Date.parse(time)}"] [role='img']`);
  const exact = (await shown.getAttribute("aria-label"))!.replace(/[^\d.]/g, "");
  expect(Number(exact)).toBeCloseTo(Number(value), 2);
});

test("a night in which the clock is put back shows both half past twos", async ({ page, demo }) => {
  const from = Date.parse("2025-10-26T00:00:00Z");
  await page.route(HISTORIES, (route) => route.fulfill({ json: quietNight(from) }));
  await signInAs(page.context(), demo, "admin");
  await page.goto(
    `${demo.url}/?tz=Europe%2FBerlin&from=2025-10-26T01:30%2B02:00&to=2025-10-26T03:30%2B01:00`,
  );
  await page.locator("label").filter({ hasText: "CPU" }).click();
  const drawn = page.locator("svg.recharts-surface");
  await expect(drawn).toContainText("02:30 +02:00");
  await expect(drawn).toContainText("02:30 +01:00");
  await expect(drawn.getByText("Clock back 1 h")).toBeVisible();
  await page.getByRole("button", { name: /^Table: / }).click();
  const cells = page.getByRole("table", { name: /as a table$/ }).getByRole("rowheader");
  await expect(cells.filter({ hasText: "02:30:00 +02:00" })).toHaveCount(1);
  await expect(cells.filter({ hasText: "02:30:00 +01:00" })).toHaveCount(1);
});

test("what is looked at stays the same from page to page, and all charts stand at the same moment", async ({
  page,
  demo,
}) => {
  await open(page, demo, "?from=now-5m&tz=UTC");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Operations" }).click();
  await page.waitForURL(/\/operations/);
  expect(parameters(page)).toEqual({ from: "now-5m", tz: "UTC" });
  await expect(page.locator("[data-freshness] time")).toHaveAttribute("title", /UTC$/);
  const charts = await page.locator("[data-metric]").count();
  expect(charts).toBeGreaterThan(1);
  await expect(page.getByRole("slider")).toHaveCount(charts);
  await slider(page).hover();
  await expect(page.locator(".chart-cursor")).toHaveCount(charts);
  await expect(page.locator(".chart-tooltip")).toHaveCount(1);
});

/** Two hours in steps of ten minutes, as the API answers them. */
function quietNight(fromMs: number) {
  const iso = (ms: number) => new Date(ms).toISOString();
  const values = Array.from({ length: 12 }, (_, index) => 40 + index);
  const series = [{ metric: "cpu", unit: "percent", region: null, service: null, values }];
  const data = { from: iso(fromMs), to: iso(fromMs + 7_200_000), tier: "5m", step_seconds: 600, series };
  return { status: "success", data, meta: { as_of: data.to, age_seconds: 0, demo: true, missing: [] } };
}

test("a chart that cannot be refreshed keeps its line, says how old it is, and tries again", async ({
  page,
  demo,
}) => {
  await open(page, demo, "?from=now-5m");
  await page.route(HISTORIES, (route) => route.abort());
  const notice = page.getByRole("alert").filter({ hasText: "The chart could not be refreshed" });
  await expect(notice).toContainText(/Shown is what came .* ago/, { timeout: 30_000 }); // with the next cycle
  await expect(lines(page).first()).toHaveAttribute("d", /^M\d/);
  await page.unroute(HISTORIES);
  await notice.getByRole("button", { name: "Retry" }).click();
  await expect(notice).toBeHidden();
  await expect(summary(page)).toContainText(/Newest/);
});

test("what an address says wrongly is told, and the page goes on", async ({ page, demo }) => {
  await open(page, demo, "?from=soon&tz=Mars");
  const problem = page.getByRole("alert").filter({ hasText: "The address could not be read" });
  await expect(problem).toContainText("“soon” is no time.");
  await expect(problem).toContainText("“Mars” is no time zone.");
  await expect(timeRange(page)).toContainText("Last hour");
});

test("on a phone the picker fits", async ({ page, demo }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await signInAs(page.context(), demo, "admin");
  await page.goto(`${demo.url}/?from=2025-10-26T01:00%2B02:00&to=2025-10-26T03:00%2B01:00&compare=week`);
  await timeRange(page).click();
  await expect(rangeDialog(page).getByRole("button", { name: "Apply" })).toBeVisible();
  const overflow = await sidewaysPx(page);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await graveBarriers(page)).toEqual([]);
});
