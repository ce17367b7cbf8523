import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { executiveDashboardResponseSchema } from "@/lib/contracts/executive-dashboard";
import { globalMetricsResponseSchema } from "@/lib/contracts/global-metrics";
import { sidewaysPx } from "./fixtures/barriers";
import { signInAs, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const REGIONS = ["ap-northeast-1", "ap-southeast-1", "eu-west-1", "us-east-1", "us-west-2"];
const PERSONAS = [
  { button: "Continue as executive", name: "Dana Executive", ingest: false },
  { button: "Continue as site reliability engineer", name: "Sam Reliability", ingest: true },
  { button: "Continue as administrator", name: "Alex Admin", ingest: true },
] as const;
/** What somebody signed in as admin can open. */
const PAGES = [
  "/",
  "/operations",
  "/regions",
  "/regions/eu-west-1",
  "/regions/atlantis",
  "/services",
  "/services?view=map",
  "/services/checkout",
  "/predictions",
  "/settings/ingest",
  "/settings/mappings",
  "/settings/sources",
  "/settings/regions",
  "/settings/services",
  "/settings/business",
  "/settings/peers",
  "/settings/objectives",
  "/settings/predictions",
  "/settings/alerts",
  "/settings/maintenance",
  "/settings/channels",
  "/settings/deployments",
  "/settings/history",
  "/settings/demo",
  "/sessions",
  "/docs",
];
/** After the start, the first figures come with the second slot of 10 s. */
const FIRST_FIGURES_MS = 45_000;
/** A new cycle each 10 s, with its delay. */
const NEXT_CYCLE_MS = 20_000;

async function openExecutive(page: Page, demo: System): Promise<void> {
  await signInAs(page.context(), demo, "admin");
  await page.goto(demo.url);
  // The regions are known from the start, their figures are not.
  const rates = page.locator("tr[data-region] td[data-column='rps']", { hasText: /\d/ });
  await expect(rates).toHaveCount(REGIONS.length, { timeout: FIRST_FIGURES_MS });
}

/** What the figures on the page are of. */
const asOf = (page: Page) => page.locator("[data-freshness] time").getAttribute("datetime");

for (const { button, name, ingest } of PERSONAS)
  test(`one click: ${button}`, async ({ page, demo }) => {
    await page.goto(demo.url);
    await expect(page).toHaveURL(/\/sign-in/);
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL(`${demo.url}/`);
    await expect(page.getByRole("banner").getByRole("button", { name })).toBeVisible();
    await expect(page.getByRole("navigation").getByRole("link", { name: "Settings" })).toHaveCount(
      ingest ? 1 : 0,
    );
  });

test("the executive page: verdict, figures and their age, chart, five regions, all marked as demo data", async ({
  page,
  demo,
}) => {
  await openExecutive(page, demo);
  await expect(page.locator("[data-demo]")).toContainText(/demo data/i);
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByRole("heading", { level: 1 })).toHaveText(/\w\.$/);
  await expect(verdict).toContainText(/requests a second/, { timeout: FIRST_FIGURES_MS });
  await expect(verdict.locator(".pill")).toHaveText(/healthy|degraded|critical|down/i);
  await expect(page.locator("[data-freshness='live']")).toHaveText(/live.*as of \d\d:\d\d:\d\d, .*ago/i);
  for (const id of [
    "activeUsers",
    "requests",
    "availabilityLong",
    "latency",
    "errorRate",
    "performance",
    "cpu",
    "memory",
    "disk",
    "network",
    "cacheHits",
    "loadBalancers",
    "connections",
    "servers",
  ])
    await expect(page.locator(`[data-figure='${id}']`), id).toContainText(/\d/, { timeout: NEXT_CYCLE_MS });
  await expect(page.locator("svg.recharts-surface").first()).toBeVisible();
  await expect(page.locator(".recharts-line-curve").first()).toHaveAttribute("d", /^M\d/); // one point has no length yet
  await expect(page.getByTestId("history-summary")).toHaveText(/newest .*\d/i);
  const regions = await page
    .locator("tr[data-region]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-region")));
  expect(regions.sort()).toEqual(REGIONS);
  await expect(page.locator("tr[data-region='eu-west-1'] td[data-column='rps']")).toContainText(/\d/);
});

test("figures move by themselves, without a reload", async ({ page, demo }) => {
  await openExecutive(page, demo);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const requests = page.locator("[data-figure='requests'] [role='img']").first();
  await expect(requests).toBeVisible({ timeout: FIRST_FIGURES_MS });
  const [firstAsOf, firstValue] = [await asOf(page), await requests.getAttribute("aria-label")];
  await expect.poll(() => asOf(page), { timeout: NEXT_CYCLE_MS }).not.toBe(firstAsOf);
  await expect
    .poll(() => requests.getAttribute("aria-label"), { timeout: NEXT_CYCLE_MS })
    .not.toBe(firstValue);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("the API says that the figures are demo data, and refuses strangers", async ({ demo }) => {
  const executive = await demo.api.read("/dashboard/executive", executiveDashboardResponseSchema);
  const global = await demo.api.read("/metrics/global", globalMetricsResponseSchema);
  expect([executive.meta.demo, global.meta.demo]).toEqual([true, true]);
  const stranger = await fetch(`${demo.url}/api/v1/hyperscale-monitoring/metrics/global`);
  expect(stranger.status).toBe(401);
});

test("by keyboard alone: sign in, open and close an explanation, reach the table", async ({ page, demo }) => {
  await page.goto(demo.url);
  await tabTo(page, "button", /continue as executive/i);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${demo.url}/`);
  await tabTo(page, "[data-figure='latency'] .explain-button", /about latency/i);
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog", { name: /about latency/i });
  await expect(panel).toContainText(/merged histograms/i);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(page.locator("[data-figure='latency'] .explain-button")).toBeFocused();
  await tabTo(page, "tr[data-region] .explain-button", /about/i);
});

for (const [theme, rules] of [
  ["light", undefined],
  ["dark", ["color-contrast"]], // all that a theme changes
] as const)
  for (const path of ["/sign-in", ...PAGES])
    test(`no serious barriers in the ${theme} theme: ${path}`, async ({ page, demo }) => {
      await page.context().addCookies([{ name: "hm-theme", value: theme, url: demo.url }]);
      if (path !== "/sign-in") await signInAs(page.context(), demo, "admin");
      await expectNoBarriers(page, demo.url + path, rules);
    });

test("on a phone nothing scrolls sideways", async ({ page, demo }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await expectNoSidewaysScroll(page, `${demo.url}/sign-in`);
  await openExecutive(page, demo);
  for (const path of PAGES) await expectNoSidewaysScroll(page, demo.url + path);
});

test("every script carries the answer's own nonce", async ({ page, demo }) => {
  const answers = [await page.goto(`${demo.url}/sign-in`), await page.goto(`${demo.url}/sign-in`)];
  const nonces = answers.map(
    (answer) =>
      /script-src[^;]*'nonce-([^']+)'/.exec(answer?.headers()["content-security-policy"] ?? "")?.[1],
  );
  expect(nonces[0]).toBeTruthy();
  expect(nonces[0]).not.toBe(nonces[1]);
  const ofScripts = await page
    .locator("script")
    .evaluateAll((all) => all.map((each) => (each as HTMLScriptElement).nonce));
  expect(ofScripts.length).toBeGreaterThan(0);
  expect(new Set(ofScripts)).toEqual(new Set([nonces[1]]));
});

test("an injected script does not run", async ({ browser, demo }) => {
  const page = await browser.newPage(); // its violation is expected
  await page.goto(`${demo.url}/sign-in`);
  await page.evaluate(() =>
    document.body.insertAdjacentHTML("beforeend", "<img src='x:' onerror='window.injected = true'>"),
  );
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
  await page.close();
});

test("signing out ends the session", async ({ page, demo }) => {
  await openExecutive(page, demo);
  await page.getByRole("banner").getByRole("button", { name: "Alex Admin" }).click();
  await page.getByRole("link", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.goto(demo.url);
  await expect(page).toHaveURL(/\/sign-in/);
  const answer = await page.request.get(`${demo.url}/api/v1/hyperscale-monitoring/metrics/global`);
  expect(answer.status()).toBe(401);
});

test("a revoked session is refused at its next request and loses its live stream within 5 s", async ({
  page,
  browser,
  demo,
}) => {
  await signInAs(page.context(), demo, "sre");
  const other = await browser.newContext({
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
  });
  await signInAs(other, demo, "sre");
  const stream = await other.newPage();
  await stream.goto(`${demo.url}/docs`);
  const closed = stream.evaluate(readLiveStreamToItsEnd);
  await stream.waitForFunction(() => "listening" in window);
  await page.goto(`${demo.url}/sessions`);
  await page.getByRole("button", { name: /revoke firefox/i }).click();
  await expect(page.getByRole("button", { name: /revoke firefox/i })).toHaveCount(0);
  const revokedMs = Date.now();
  expect((await other.request.get(`${demo.url}/api/v1/hyperscale-monitoring/metrics/global`)).status()).toBe(
    401,
  );
  await closed;
  expect(Date.now() - revokedMs).toBeLessThanOrEqual(5_000);
  await stream.goto(demo.url);
  await expect(stream).toHaveURL(/\/sign-in/);
  await other.close();
});

/** Runs in the page: resolves when the server ends the stream. */
async function readLiveStreamToItsEnd(): Promise<void> {
  const answer = await fetch("/api/live");
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  Object.assign(window, { listening: true });
  while (!(await reader.read()).done);
}

/** Presses Tab until an element that matches has the focus. */
async function tabTo(page: Page, selector: string, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const label = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      return focused?.matches(wanted) ? (focused.getAttribute("aria-label") ?? focused.textContent) : null;
    }, selector);
    if (label !== null && name.test(label)) return;
  }
  throw new Error(`Tab does not reach ${selector} (${name})`);
}

async function expectNoBarriers(page: Page, url: string, rules?: readonly string[]): Promise<void> {
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(" "))
        .slice(0, 5)
        .join(", ")}`,
  );
  expect(told, new URL(url).pathname).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  const overflow = await sidewaysPx(page);
  expect(overflow, new URL(url).pathname).toBeLessThanOrEqual(0);
}
