import type { Page } from "@playwright/test";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import { signInAs } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const API = "/api/v1/hyperscale-monitoring";
/** A bad deploy fails 6 % of requests; while all is well hardly any of 10,000 do. */
const FAILING = 0.005;
/** At 20 times the usual speed it is there after 15 s; then come a window, a cycle and its delay. */
const SEEN_MS = 120_000;
/** The regions are known from the first figures on. */
const FIRST_FIGURES_MS = 45_000;

const settings = (page: Page) => page.getByRole("navigation", { name: "Settings" });

test("a scenario that is run on the panel reaches the figures by telemetry, and a reset ends it", async ({
  page,
  demo,
}) => {
  test.setTimeout(240_000);
  await signInAs(page.context(), demo, "sre");
  await page.goto(demo.url);
  await expect(page.locator("tr[data-region='eu-west-1']")).toBeVisible({ timeout: FIRST_FIGURES_MS });
  await page.getByRole("navigation").getByRole("link", { name: "Settings" }).click();
  await settings(page).getByRole("link", { name: "Demo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The simulated fleet is quiet");
  await expect(page.locator("[data-demo]")).toContainText(/demo data/i);

  const errorRate = async () => {
    const { data } = await demo.api.read("/metrics/services?region=eu-west-1", serviceMetricsResponseSchema);
    return data.find((service) => service.service_name === "search")?.error_rate ?? Number.NaN;
  };
  await expect.poll(errorRate, { timeout: SEEN_MS }).toBeLessThan(FAILING);

  await page.getByRole("button", { name: "20×" }).click();
  await expect(page.getByRole("button", { name: "20×" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("combobox", { name: "What" }).selectOption({ label: "Bad deploy" });
  await page.getByRole("combobox", { name: "Region" }).selectOption("eu-west-1");
  await page.getByRole("combobox", { name: "Service" }).selectOption("search");
  await page.getByRole("button", { name: "Run now" }).click();
  const row = page.locator("[data-scenario='bad-deploy']");
  await expect(row).toContainText("search, eu-west-1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One scenario runs");
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(
    page
      .getByRole("main")
      .getByRole("alert")
      .filter({ hasText: /runs there already/ }),
  ).toBeVisible();
  await expect(row).toHaveAttribute("data-phase", "failed", { timeout: 30_000 });
  await expect.poll(errorRate, { timeout: SEEN_MS }).toBeGreaterThan(FAILING);

  await page.getByRole("button", { name: "Reset the fleet" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The simulated fleet is quiet");
  await expect(page.getByRole("button", { name: "1×", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(errorRate, { timeout: SEEN_MS }).toBeLessThan(FAILING);
});

test("a region scenario strikes nobody in particular", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "admin");
  await page.goto(`${demo.url}/settings/demo`);
  await page.getByRole("combobox", { name: "What" }).selectOption({ label: "Flash crowd" });
  await expect(page.getByRole("combobox", { name: "Service" })).toBeDisabled();
  await page.getByRole("combobox", { name: "What" }).selectOption({ label: "Cache stampede" });
  await expect(page.getByRole("combobox", { name: "Service" })).toBeEnabled();
  await expect(
    page.getByRole("combobox", { name: "Service" }).locator("option", { hasText: "edge-gateway" }),
  ).toHaveCount(0);
});

test("executives neither see the panel nor may use it", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "executive");
  await page.goto(`${demo.url}/settings/demo`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/for engineers and admins/);
  await expect(settings(page).getByRole("link", { name: "Demo" })).toHaveCount(0);
  for (const [path, data] of [
    ["/demo/reset", undefined],
    ["/demo/speed", { speed: 5 }],
    ["/demo/scenarios", { kind: "flash-crowd", region: "eu-west-1" }],
  ] as const) {
    const answer = await page.request.post(demo.url + API + path, { data, headers: { origin: demo.url } });
    expect(answer.status(), path).toBe(403);
  }
});

test("there is no panel outside the demo", async ({ page, real }) => {
  await real.signIn(page);
  await page.goto(`${real.url}/settings/ingest`);
  await expect(settings(page).getByRole("link", { name: "Ingest" })).toBeVisible();
  await expect(settings(page).getByRole("link", { name: "Demo" })).toHaveCount(0);
  expect((await page.goto(`${real.url}/settings/demo`))?.status()).toBe(404);
  expect((await page.request.get(`${real.url}${API}/demo/fleet`)).status()).toBe(404);
});
