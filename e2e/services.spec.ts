import type { Page } from "@playwright/test";
import { serviceTotalsResponseSchema } from "@/lib/contracts/service-totals";
import { sidewaysPx } from "./fixtures/barriers";
import { API } from "./fixtures/api-client";
import { sendRemoteWrite } from "./fixtures/send-metrics";
import { signInAs, type RealSystem, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";
import { until } from "./fixtures/until";

const SERVICES = 12;
const REGIONS = ["ap-northeast-1", "ap-southeast-1", "eu-west-1", "us-east-1", "us-west-2"];
const FIRST_FIGURES_MS = 45_000;
const NEXT_CYCLE_MS = 25_000;
/** Objectives are assessed once a minute. */
const ASSESSED_MS = 75_000;

const rows = (page: Page) => page.locator("tr[data-row]");
const row = (page: Page, name: string) => page.locator(`tr[data-row='${name}']`);
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

async function openServices(page: Page, demo: System, search = ""): Promise<void> {
  await signInAs(page.context(), demo, "admin");
  await page.goto(`${demo.url}/services${search}`);
}

test("every service with its status, figures, owner and a strip of its regions", async ({ page, demo }) => {
  await openServices(page, demo);
  await expect(rows(page)).toHaveCount(SERVICES, { timeout: FIRST_FIGURES_MS });
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/healthy|degraded|critical|down|stale/);
  const checkout = row(page, "checkout");
  await expect(checkout.locator(".pill")).toHaveText(/healthy|degraded|critical|down/i);
  for (const column of ["health", "requests", "errors", "p99"])
    await expect(checkout.locator(`[data-column='${column}']`), column).toContainText(/\d/, {
      timeout: NEXT_CYCLE_MS,
    });
  await expect(checkout.locator("[data-column='owner']")).toHaveText("Commerce");
  await expect(checkout.getByRole("link", { name: "commerce-on-call@example.com" })).toHaveAttribute(
    "href",
    "mailto:commerce-on-call@example.com",
  );
  const strip = checkout.locator("[data-column='regions'] [data-region]");
  expect(await strip.evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-region")))).toEqual(
    REGIONS,
  );
  for (const cell of await strip.all()) {
    await expect(cell).toHaveAttribute("title", /^[A-Z]{2} \w+: \w+, .*\d/);
    await expect(cell.locator("svg")).toHaveCount(1); // a shape: it reads without colour
  }
  await expect(checkout.locator("[data-column='regions'] [role='img']")).toHaveAttribute("aria-label", /\w/);
});

test("the list shows what the API says, and moves by itself", async ({ page, demo }) => {
  await openServices(page, demo);
  const shown = row(page, "feed").locator("[data-column='p99'] [role='img']");
  await expect(shown).toBeVisible({ timeout: FIRST_FIGURES_MS });
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const agree = async () => {
    const { data } = await demo.api.read("/metrics/services/totals", serviceTotalsResponseSchema);
    const ms = data.find((each) => each.service_name === "feed")?.latency_p99 ?? NaN;
    return Math.abs(Number.parseFloat((await shown.getAttribute("aria-label")) ?? "") - ms) < 0.001;
  };
  await expect.poll(agree, { timeout: NEXT_CYCLE_MS }).toBe(true);
  const requests = row(page, "feed").locator("[data-column='requests'] [role='img']");
  const before = await requests.getAttribute("aria-label");
  await expect.poll(() => requests.getAttribute("aria-label"), { timeout: NEXT_CYCLE_MS }).not.toBe(before);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("filters live in the address: they survive a reload, and Back undoes them", async ({ page, demo }) => {
  await openServices(page, demo);
  await expect(rows(page)).toHaveCount(SERVICES, { timeout: FIRST_FIGURES_MS });
  await expect(page.locator("[data-freshness='live']")).toBeVisible({ timeout: FIRST_FIGURES_MS });
  // A choice made before React has taken over this part of the page is lost, and made again.
  await expect(async () => {
    await page.getByLabel("Owner").selectOption("Commerce");
    await expect(rows(page)).toHaveCount(2, { timeout: 2_000 });
  }).toPass();
  await expect.poll(() => parameter(page, "owner")).toBe("Commerce");
  await page.getByLabel("Tier").selectOption("1");
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: `1 of ${SERVICES}` })).toBeVisible();
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "checkout")).toBeVisible();
  await page.goBack();
  await expect(rows(page)).toHaveCount(2);
  expect(parameter(page, "tier")).toBeNull();
  await page.goBack();
  await expect(rows(page)).toHaveCount(SERVICES);

  await page.getByRole("searchbox", { name: "Search services" }).fill("identity");
  await expect(rows(page)).toHaveCount(2);
  await expect.poll(() => parameter(page, "q")).toBe("identity");
  await page.getByRole("searchbox", { name: "Search services" }).fill("nobody owns this");
  await expect(page.getByText("No service fits the filters.")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await expect(rows(page)).toHaveCount(SERVICES);
  await expect.poll(() => parameter(page, "q")).toBeNull();
});

test("sorted by a column, and written as CSV", async ({ page, demo }) => {
  await openServices(page, demo, "?owner=Commerce");
  await expect(rows(page)).toHaveCount(2, { timeout: FIRST_FIGURES_MS });
  await page.getByRole("button", { name: "Service", exact: true }).click();
  await expect(rows(page).first()).toHaveAttribute("data-row", "catalog");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /download as csv: services/i }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("services.csv");
  const text = Buffer.concat(await (await file.createReadStream()).toArray()).toString("utf8");
  const [head, first] = text.replace("\uFEFF", "").split("\r\n");
  expect(head).toMatch(/^Service,Status,Health \(0–100\),Requests \(per second\)/);
  expect(first).toMatch(/^catalog,/);
});

test("a service's own page: status, owner, signals, regions, and the region in the address", async ({
  page,
  demo,
}) => {
  test.setTimeout(150_000);
  await openServices(page, demo, "?from=now-30m");
  await row(page, "checkout").getByRole("link", { name: "checkout" }).click({ timeout: FIRST_FIGURES_MS });
  await page.waitForURL(/\/services\/checkout\?from=now-30m/); // links keep the time range
  await expect(page).toHaveTitle(/checkout/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("checkout");
  const header = page.getByRole("main").locator("header");
  await expect(header.locator(".pill").first()).toHaveText(/healthy|degraded|critical|down/i);
  await expect(header).toContainText(/\.\s*(So for .*)?Health \d/);
  const about = page.locator("dl", { hasText: "Whom to call" });
  await expect(about).toContainText("Commerce");
  await expect(about).toContainText("commerce-on-call@example.com");
  await expect(about).toContainText(/12\s%/);
  await expect(page.locator("section[data-metric]")).toHaveCount(4);
  await expect(page.locator("section[aria-labelledby='by-region'] tr[data-row]")).toHaveCount(REGIONS.length);
  const objectives = page.locator("section", {
    has: page.getByRole("heading", { name: "Objectives", exact: true }),
  });
  const promised = objectives.locator("tr[data-row]");
  await expect(promised.filter({ hasText: /p99/ }).first()).toContainText(/150\sms/, {
    timeout: ASSESSED_MS,
  });
  for (const field of [
    "requests_per_second",
    "error_rate",
    "latency_p50",
    "latency_p95",
    "latency_p99",
    "cpu_usage",
  ])
    await expect(page.locator(`[data-figure='${field}']`), field).toContainText(/\d/, {
      timeout: NEXT_CYCLE_MS,
    });

  const requests = page.locator("[data-figure='requests_per_second'] [role='img']");
  const everywhere = Number.parseFloat(
    ((await requests.getAttribute("aria-label")) ?? "").replaceAll(",", ""),
  );
  await page.getByText("EU West", { exact: true }).first().click();
  await expect.poll(() => parameter(page, "region")).toBe("eu-west-1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("checkout in EU West");
  const there = async () =>
    Number.parseFloat(((await requests.getAttribute("aria-label")) ?? "").replaceAll(",", ""));
  await expect.poll(there).toBeLessThan(everywhere * 0.6);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("checkout");
});

test("the dependency map by keyboard: every service can be reached and opened, and is said in words", async ({
  page,
  demo,
}) => {
  await openServices(page, demo);
  await expect(rows(page)).toHaveCount(SERVICES, { timeout: FIRST_FIGURES_MS });
  await page.getByRole("radio", { name: "Map" }).press("Space");
  await expect.poll(() => parameter(page, "view")).toBe("map");
  const map = page.getByRole("group", { name: /^Dependency map: 12 services/ });
  const nodes = map.getByRole("link");
  await expect(nodes).toHaveCount(SERVICES);
  await expect(nodes.first()).toHaveAccessibleName(/^edge-gateway: \w+.*; calls auth, .*; called by none$/);
  await map.focus();
  const reached: string[] = [];
  for (let at = 0; at < SERVICES; at++) {
    await page.keyboard.press("Tab");
    reached.push((await page.locator(":focus").getAttribute("data-node")) ?? "");
  }
  expect(reached[0]).toBe("edge-gateway");
  expect(new Set(reached).size).toBe(SERVICES);
  expect(reached.indexOf("checkout")).toBeLessThan(reached.indexOf("payments")); // callers come first
  await page.locator("summary", { hasText: "The map as a list" }).press("Enter");
  await expect(page.locator("[data-listed='checkout']:visible")).toContainText(
    "Calls auth, catalog, payments; called by edge-gateway.",
  );
  await nodes.and(page.locator("[data-node='payments']")).press("Enter");
  await page.waitForURL(/\/services\/payments/);
  await expect(page.getByRole("group", { name: /^Dependency map/ }).getByRole("link")).toHaveCount(4);
});

test("a service that nobody ever saw is said to be unknown, with a 404", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "executive");
  const answer = await page.goto(`${demo.url}/services/no%20such%20one`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No service “no such one” was ever seen.");
  await page.getByRole("link", { name: "To all services" }).click();
  await expect(rows(page)).toHaveCount(SERVICES, { timeout: FIRST_FIGURES_MS });
});

test("on a phone the map is a list, and nothing scrolls sideways", async ({ page, demo }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await openServices(page, demo, "?view=map");
  await expect(page.locator("[data-listed]:visible")).toHaveCount(SERVICES, { timeout: FIRST_FIGURES_MS });
  await expect(page.getByRole("group", { name: /^Dependency map/ })).toBeHidden();
  for (const path of ["/services", "/services?view=map", "/services/checkout"]) {
    await page.goto(demo.url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const overflow = await sidewaysPx(page);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("without dependencies the page says how to set them; with them it suspects where trouble begins", async ({
  page,
  real,
}) => {
  await sendFailing(real, Date.now());
  await until("both services", FIRST_FIGURES_MS, async () => {
    const { data } = await real.api.read("/metrics/services/totals", serviceTotalsResponseSchema);
    return (
      data.filter(({ service_name: name, status }) => /^svc-/.test(name) && status !== "healthy").length === 2
    );
  });
  await real.signIn(page);
  await page.goto(`${real.url}/services/svc-till`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("svc-till");
  await expect(
    page.locator("dl", { hasText: "Owner" }).getByRole("link", { name: "Not configured" }),
  ).toHaveCount(3);
  await expect(page.getByTestId("dependencies-missing")).toContainText("Not configured");
  await expect(
    page.getByTestId("dependencies-missing").getByRole("link", { name: "Set dependencies" }),
  ).toHaveAttribute("href", "/settings/services");

  const answer = await page.request.put(`${real.url}${API}/services/svc-till`, {
    data: { owner: "Tills", dependencies: ["svc-ledger"] },
    headers: { origin: real.url, "if-match": "*" },
  });
  expect(answer.status()).toBe(200);
  const sentence = "svc-ledger looks like the origin: svc-till calls it.";
  await expect(page.getByTestId("suspicion")).toContainText("Suspicion"); // without a reload
  await expect(page.getByTestId("suspicion")).toContainText(sentence);
  await expect(page.locator("[data-node='svc-ledger']")).toHaveAttribute("data-origin", "true");
  await expect(page.locator("[data-edge='svc-till>svc-ledger']")).toHaveAttribute("data-suspect", "true");
  await expect(page.locator("dl", { hasText: "Owner" })).toContainText("Tills");
});

/** Two services of a region of their own, over the last minute; a third of their requests fail. */
async function sendFailing(real: RealSystem, nowMs: number): Promise<void> {
  const STEP_MS = 10_000;
  const times = Array.from({ length: 8 }, (_, at) => nowMs - (7 - at) * STEP_MS);
  await sendRemoteWrite(
    real,
    ["svc-till", "svc-ledger"].flatMap((service) =>
      [
        ["200", 200],
        ["500", 100],
      ].map(([code, step]) => ({
        labels: { __name__: "http_requests_total", region: "svc-region", service, code: String(code) },
        samples: times.map((timeMs, at) => [timeMs, at * Number(step)] as const),
      })),
    ),
  );
}
