import type { BrowserContext, Locator, Page } from "@playwright/test";
import pg from "pg";
import { capacityForecastResponseSchema } from "@/lib/contracts/capacity-forecast";
import { DAY_MS, HOUR_MS, TIERS, windowStart } from "@/lib/domain/window";
import { insertHistories, type TestHistory } from "@/lib/testing/insert-histories";
import { insertRollups, insertSignals, type TestRollup } from "@/lib/testing/insert-rollups";
import { graveBarriers, sidewaysPx } from "./fixtures/barriers";
import { signInAs, type RealSystem } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

/** Forecasts of two regions, and the plan some seconds after them. */
const PLANNED = { timeout: 120_000 };
const DAYS = 60;
const NORTH = "north-1";
const SOUTH = "south-1";
/** A day with half as many requests again. */
const GALA_DAYS_AGO = 10;

test.describe.configure({ mode: "serial" });

/** North's disk fills by half a per cent a day; it serves 1,000 requests a second on ten servers, more in the day than at night. */
function histories(nowMs: number): TestHistory[] {
  const toMs = windowStart(nowMs, HOUR_MS);
  const hours = DAYS * 24;
  const rhythm = (hour: number) => 1 + 0.3 * Math.sin((hour / 24) * 2 * Math.PI) + 0.01 * Math.sin(hour * 7);
  const of = (
    region: string,
    metric: TestHistory["metric"],
    value: (hour: number) => number,
  ): TestHistory[] => {
    const fromMs = toMs - hours * HOUR_MS;
    const sums = Array.from({ length: hours }, (_, hour) => value(hour));
    const day = windowStart(fromMs, DAY_MS) + DAY_MS;
    const days = Array.from({ length: DAYS - 2 }, (_, index) => {
      const first = (day - fromMs) / HOUR_MS + index * 24;
      const total = sums.slice(first, first + 24).reduce((sum, one) => sum + one, 0);
      return metric === "requests" ? total : total / 24;
    });
    return [
      { metric, region, tier: "1d", fromMs: day, sums: days },
      { metric, region, tier: "1h", fromMs, sums },
    ];
  };
  const galaFromMs = windowStart(nowMs, DAY_MS) - GALA_DAYS_AGO * DAY_MS;
  const galaHour = (galaFromMs - (toMs - hours * HOUR_MS)) / HOUR_MS;
  const gala = (hour: number) => (hour >= galaHour && hour < galaHour + 24 ? 1.5 : 1);
  const region = (code: string, share: number, diskADay: number) => [
    ...of(code, "requests", (hour) => 1_000 * share * 3_600 * rhythm(hour) * gala(hour)),
    ...of(code, "active_users", (hour) => 5_000 * share * rhythm(hour)),
    ...of(code, "servers", () => 10),
    ...of(code, "cpu", (hour) => 0.4 * rhythm(hour)),
    ...of(code, "memory", (hour) => 0.5 + 0.01 * Math.sin(hour)),
    ...of(code, "disk", (hour) => 0.5 + (diskADay * hour) / 24 + 0.001 * Math.sin(hour)),
  ];
  return [...region(NORTH, 1, 0.005), ...region(SOUTH, 0.5, 0)];
}

const TILL = { region: NORTH, service: "till" };
const HOURS = TIERS.filter(({ name }) => name === "1h");

/** Five days of a service's requests. */
function ofService(nowMs: number): TestRollup[] {
  const firstMs = windowStart(nowMs, HOUR_MS) - 120 * HOUR_MS;
  return Array.from({ length: 120 }, (_, hour) => ({
    ...{ ...TILL, metric: "requests", windowMs: firstMs + hour * HOUR_MS, sum: 3_600 * (20 + (hour % 24)) },
  }));
}

let cookies: Awaited<ReturnType<BrowserContext["cookies"]>> | null = null;

/** Once for all tests: attempts to sign in are throttled. */
async function signIn(page: Page, planned: RealSystem): Promise<void> {
  if (cookies !== null) return page.context().addCookies(cookies);
  await planned.signIn(page);
  cookies = await page.context().cookies();
}

async function foresee({ databaseUrl }: RealSystem): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  await insertHistories(pool, histories(Date.now()));
  await insertRollups(pool, ofService(Date.now()), HOURS);
  await insertSignals(pool, [{ metric: "requests", ...TILL, newestSampleMs: Date.now() }]);
  await pool.query(`select graphile_worker.add_job('make-forecasts', '{}')`);
  await pool.end();
}

/** The option of the earlier gala. */
async function likeLabel(form: Locator): Promise<string> {
  const option = form.getByLabel("Like an earlier event").locator("option", { hasText: "Gala 2025" });
  return (await option.textContent()) ?? "";
}

const plan = async (system: RealSystem, search = "") =>
  (await system.api.read(`/capacity/forecast?days_ahead=30${search}`, capacityForecastResponseSchema)).data;

test("before the first forecast the page says that nothing is known, and what gives it", async ({
  page,
  planned,
}) => {
  await signIn(page, planned);
  await page.goto(`${planned.url}/capacity`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Capacity is not known yet");
  await expect(page.locator("[data-figure='cost']")).toContainText("Not known");
  await expect(page.getByText("No region is planned for yet.")).toBeVisible();
});

test("what ends first comes first, without a reload; every figure is the API's", async ({
  page,
  planned,
}) => {
  await signIn(page, planned);
  await page.goto(`${planned.url}/capacity`);
  await foresee(planned);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /Disk in north-1 may pass its target in \d+ days?/,
    PLANNED,
  );
  await expect.poll(async () => (await plan(planned)).required_server_capacity, PLANNED).not.toBeNull();
  const data = await plan(planned);
  const first = page.getByRole("table", { name: "Runway" }).locator("tbody tr").first();
  await expect(first).toContainText(/north-1.*disk.*at the earliest/s);
  await expect(page.locator("[data-figure='servers']")).toContainText(String(data.required_server_capacity));
  await expect(page.locator("[data-figure='cost']")).toContainText("Set the price of a server-hour");
  await expect(page.getByTestId("recommendations")).toContainText("Extend the disks in north-1 by");
  await expect(page.locator("[data-chart] .recharts-line")).not.toHaveCount(0);
  expect(await graveBarriers(page)).toEqual([]);
});

test("what if is in the address, changes the plan, and is taken back by the browser's Back", async ({
  page,
  planned,
}) => {
  await signIn(page, planned);
  await page.goto(`${planned.url}/capacity`);
  const servers = page.locator("[data-figure='servers'] [role='img']");
  const before = (await plan(planned)).required_server_capacity!;
  await expect(servers).toHaveText(String(before));
  await page.getByLabel("What if: traffic, %").fill("100");
  await page.getByLabel("A region lost").selectOption(SOUTH);
  await page.getByRole("button", { name: "Suppose" }).click();
  await expect(page).toHaveURL(/traffic=100.*lost=south-1/);
  const supposed = await plan(planned, `&traffic_change=100&lost_region=${SOUTH}`);
  await expect(servers).toHaveText(String(supposed.required_server_capacity));
  await expect(page.getByRole("table", { name: "Servers needed" }).locator("tbody tr")).toHaveCount(1);
  await page.goBack();
  await expect(servers).toHaveText(String(before));
});

test("an administrator enters a known event: the plan reckons with it; removing it can be undone", async ({
  page,
  planned,
}) => {
  await signIn(page, planned);
  await page.goto(`${planned.url}/capacity`);
  const before = (await plan(planned)).required_server_capacity!;
  await page.getByRole("button", { name: "Add an event" }).click();
  const form = page.getByRole("form", { name: "Add an event" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByLabel("Name")).toBeFocused(); // what is wrong is named, and gone to
  const day = (ahead: number) => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);
  await form.getByLabel("Name").fill("Winter sale");
  await form.getByLabel("First day").fill(day(3));
  await form.getByLabel("Last day").fill(day(4));
  await form.getByLabel("Traffic, %").fill("200");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("table", { name: "Known events" })).toContainText("Winter sale");
  await expect.poll(async () => (await plan(planned)).required_server_capacity).toBeGreaterThan(before * 2);
  const during = (await plan(planned)).required_server_capacity!;
  await expect(page.locator("[data-figure='servers'] [role='img']")).toHaveText(String(during));
  await expect(page.getByTestId("risks")).toContainText(/Winter sale.*200 % more traffic everywhere/);
  await page.getByRole("button", { name: "Remove Winter sale" }).click();
  await expect(page.locator("[data-figure='servers'] [role='img']")).toHaveText(String(before));
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByRole("table", { name: "Known events" })).toContainText("Winter sale");
});

test("what an earlier event did is measured, and proposed for the next one of its name", async ({
  page,
  planned,
}) => {
  await signIn(page, planned);
  await page.goto(`${planned.url}/capacity`);
  const day = (ahead: number) => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);
  const table = page.getByRole("table", { name: "Known events" });
  const form = page.getByRole("form", { name: "Add an event" });
  await page.getByRole("button", { name: "Add an event" }).click();
  await form.getByLabel("Name").fill("Gala 2025");
  await form.getByLabel("First day").fill(day(-GALA_DAYS_AGO));
  await form.getByLabel("Last day").fill(day(-GALA_DAYS_AGO));
  await form.getByLabel("Traffic, %").fill("10");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(table.locator("tbody tr", { hasText: "Gala 2025" })).toContainText(
    /\+10 %, stated.*\+50 %/s,
    PLANNED,
  );

  await page.getByRole("button", { name: "Add an event" }).click();
  await form.getByLabel("Name").fill("Gala");
  await expect(form.getByLabel("Traffic, %")).toHaveValue("50");
  await expect(form.getByLabel("Traffic, %")).toHaveAccessibleDescription(/As measured .*: \+50 %/);
  await form.getByLabel("Traffic, %").fill("70"); // another is stated
  await expect(form.getByLabel("Like an earlier event")).toHaveValue("");
  await form.getByLabel("Like an earlier event").selectOption({ label: await likeLabel(form) });
  await expect(form.getByLabel("Traffic, %")).toHaveValue("50");
  await form.getByLabel("First day").fill(day(5));
  await form.getByLabel("Last day").fill(day(5));
  expect(await graveBarriers(page)).toEqual([]);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByTestId("risks")).toContainText(/Gala, .*50 % more traffic everywhere, as measured/);
  await expect(table.locator("tbody tr", { hasText: /measured \d/ }).first()).toContainText(
    /Gala.*measured .*: \+50\s%/s,
  );
});

test("the lead time, once set, says by when to order", async ({ page, planned }) => {
  await signIn(page, planned);
  await page.goto(`${planned.url}/capacity`);
  await page.getByRole("button", { name: "Set the lead time" }).click();
  await page.getByLabel("Days from an order until servers serve").fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Provisioning takes 7 days, as set.")).toBeVisible();
  await expect(page.getByTestId("recommendations")).toContainText(/order by \d/);
});

test("charts of the world, of a region and of a service go on into the forecast, with its bands, its key and its words", async ({
  page,
  planned,
}) => {
  await signIn(page, planned);
  await page.goto(`${planned.url}/?from=now-2d&chart=requests_per_second`);
  const chart = page.locator("#history");
  await expect(chart.locator("[data-key='forecast']")).toBeVisible({ timeout: 30_000 });
  await expect(chart.getByTestId("history-summary")).toContainText(/Expected at .*in 80 of 100 cases/);
  await expect(chart.locator("[data-key='foretold']")).toBeVisible();
  await expect(chart.getByTestId("history-summary")).toContainText(/forecast a day before/);
  await expect(chart.locator(".recharts-area")).toHaveCount(3); // 80 and 95 % ahead, 80 % of the day before
  await chart.getByRole("button", { name: /^Table/ }).click();
  await expect(chart.getByRole("columnheader", { name: "Forecast (median)" })).toBeVisible();
  for (const place of [`/regions/${NORTH}`, "/services/till"]) {
    await page.goto(`${planned.url}${place}?from=now-2d`);
    const requests = page.locator("[data-metric='requests_per_second']");
    await expect(requests.locator("[data-key='forecast']")).toBeVisible({ timeout: 30_000 });
    // Nobody forecasts a service before somebody looks: what would have been forecast a day before is replayed.
    await expect(requests.getByTestId("history-summary")).toContainText(/forecast a day before/);
  }
});

test("on a phone nothing goes sideways, in both themes nothing bars the way", async ({ page, planned }) => {
  await signIn(page, planned);
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 360, height: 780 });
    await page.goto(`${planned.url}/capacity`);
    await expect(page.locator("[data-chart]").first()).toBeVisible();
    const dates = page
      .locator("[data-chart]")
      .first()
      .locator(".recharts-xAxis .recharts-cartesian-axis-tick");
    await expect.poll(() => dates.count()).toBeGreaterThan(1); // a scale is read from two
    const wide = await sidewaysPx(page);
    expect(wide).toBeLessThanOrEqual(0);
    expect(await graveBarriers(page)).toEqual([]);
  }
});

test("who only reads sees the plan, and nothing to change it with", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "executive");
  await page.goto(demo.url);
  await page.locator("[data-announced]").waitFor({ state: "attached", timeout: 30_000 }); // what listens to keys is there
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/capacity/);
  await expect(page.getByRole("heading", { name: "Known events" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add an event" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /lead time/ })).toHaveCount(0);
});
