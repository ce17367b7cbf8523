import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { businessImpactResponseSchema } from "@/lib/contracts/business-impact";
import { businessSettingsResponseSchema } from "@/lib/contracts/business-settings";
import { peerListResponseSchema } from "@/lib/contracts/peer";
import { barriers } from "./fixtures/barriers";
import { API } from "./fixtures/api-client";
import { signInAs, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

/** Commit → seen. */
const LIVE = { timeout: 2_000 };
/** The next cycle, with its delay. */
const NEXT_CYCLE = { timeout: 25_000 };
/** Revenue comes once a minute; how often it comes is known from the second time on. */
const SECOND_REVENUE = { timeout: 75_000 };
/** The next minute, and what a probe takes. */
const NEXT_PROBE = { timeout: 90_000 };

const setting = (page: Page, name: string) => page.locator(`[data-setting='${name}'] dd`).first();
const figure = (page: Page, id: string) => page.locator(`[data-business='${id}']`);
const peerRow = (page: Page, name: string) => page.locator("tr[data-row]", { hasText: name });

/** A change as the signed-in person's own page would make it. */
function send(page: Page, demo: System, method: "PUT" | "POST" | "DELETE", path: string, data?: object) {
  const headers = { origin: demo.url, "if-match": "*" };
  return page.context().request.fetch(`${demo.url}${API}${path}`, { method, data, headers });
}

/** Whatever a test changes, the others find as it was. */
async function leaveAsFound(page: Page, demo: System, run: () => Promise<void>): Promise<void> {
  const { data } = await demo.api.read("/settings/business", businessSettingsResponseSchema);
  const { etag: _etag, ...settings } = data;
  try {
    await run();
  } finally {
    await send(page, demo, "PUT", "/settings/business", settings);
    const list = await page.context().request.get(`${demo.url}${API}/peers`);
    for (const { id } of peerListResponseSchema.parse(await list.json()).data)
      await send(page, demo, "DELETE", `/peers/${id}`);
  }
}

test("an admin sets the business inputs; the figures follow on another open page, and it can be taken back", async ({
  page,
  demo,
}) => {
  test.setTimeout(180_000);
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    const executive = await page.context().newPage();
    await executive.goto(demo.url);
    await expect(figure(executive, "costPerMillion")).toContainText("$", { timeout: 45_000 });
    await expect(figure(executive, "atRisk")).toContainText("Not enough history", SECOND_REVENUE);
    await page.goto(`${demo.url}/settings/business`);
    await expect(setting(page, "world_revenue_per_minute")).toHaveText("Not configured");

    await page.getByRole("button", { name: "Change", exact: true }).click();
    const form = page.getByRole("dialog").getByRole("form");
    await form.getByLabel("Reporting currency").fill("euro");
    await form.getByLabel("Abandonment factor").fill("130");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.locator("[data-problem]")).toHaveText([/no currency of ISO 4217/, /./]);
    await expect(form.getByLabel("Reporting currency")).toBeFocused();
    expect(await barriers(page)).toEqual([]);
    await form.getByLabel("Reporting currency").fill("eur");
    await form.getByLabel("Revenue a minute").fill("60000");
    await form.getByLabel("Abandonment factor").fill("25");
    await form.getByRole("button", { name: "Save" }).click();

    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(setting(page, "currency")).toHaveText("EUR");
    await expect(setting(page, "abandonment_factor")).toHaveText("25 %");
    await expect(setting(page, "world_revenue_per_minute")).toHaveText(/€60\.0k\s\/min/);
    await expect(figure(executive, "costPerMillion")).toContainText("€", NEXT_CYCLE);
    await expect(figure(executive, "atRisk")).toContainText("by configured revenue", NEXT_CYCLE);
    const { data, meta } = await demo.api.read("/metrics/business-impact", businessImpactResponseSchema);
    expect(meta.currency).toBe("EUR");
    expect(data).toMatchObject({ revenue_at_risk_method: "configured", abandonment_factor: 0.25 });
    expect(data.revenue_expected_per_minute).toBeCloseTo(60_000, 3);

    await figure(executive, "atRisk").getByRole("button", { name: "About Revenue at risk" }).click();
    const explained = executive.getByRole("dialog", { name: "About Revenue at risk" });
    await expect(explained).toContainText("25 % of frustrated users are taken to leave");
    expect(await barriers(executive)).toEqual([]);

    await page.getByRole("button", { name: "Undo" }).click();
    await expect(setting(page, "currency")).toHaveText("USD");
    await expect(setting(page, "world_revenue_per_minute")).toHaveText("Not configured");
    await expect(figure(executive, "costPerMillion")).toContainText("$", NEXT_CYCLE);
    await executive.close();
  });
});

test("an admin names peers: both are probed, a benchmark says where it is from, and each can be removed", async ({
  page,
  demo,
}) => {
  test.setTimeout(200_000);
  const server = http.createServer((_request, response) => response.end("ok"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/peers`);
    await expect(page.getByText("Nobody is compared with yet.")).toBeVisible();
    const add = async (fill: Readonly<Record<string, string>>, kind?: string) => {
      await page.getByRole("button", { name: "Add a peer" }).click();
      const form = page.getByRole("dialog").getByRole("form");
      if (kind) await form.getByLabel("What it is").selectOption({ label: kind });
      for (const [label, value] of Object.entries(fill)) await form.getByLabel(label).fill(value);
      await form.getByRole("button", { name: "Save" }).click();
      return form;
    };
    const inside = await add({ Name: "Metadata", Address: "http://169.254.169.254/latest" });
    await expect(inside.locator("[data-problem]")).toContainText("inside this server's own network");
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");

    await add({ Name: "Rival", Address: url });
    await add({ Name: "Us", Address: `${demo.url}/healthz` }, "Our own public address");
    const unsourced = await add({ Name: "Lab", "Time to first byte": "120" }, "A benchmark");
    await expect(unsourced.locator("[data-problem]")).toHaveCount(2);
    await unsourced.getByLabel("Source").fill("Their report, page 7");
    await unsourced.getByLabel("Measured on").fill("2026-10-01");
    await unsourced.getByRole("button", { name: "Save" }).click();
    await expect(peerRow(page, "Lab")).toContainText("Their report, page 7, 2026-10-01");
    await expect(peerRow(page, "Lab")).toContainText("120");
    for (const name of ["Rival", "Us"])
      await expect(peerRow(page, name).locator("[data-column='probe']")).toContainText("ago", NEXT_PROBE);
    expect(await barriers(page)).toEqual([]);

    await peerRow(page, "Rival").getByRole("button", { name: "Switch off" }).click();
    await expect(peerRow(page, "Rival")).toContainText("Switched off");
    await page.getByRole("button", { name: "Remove Rival" }).click();
    await page.getByRole("button", { name: "Remove Rival and its probes" }).click();
    await expect(peerRow(page, "Rival")).toHaveCount(0, LIVE);
    await expect(peerRow(page, "Us")).toBeVisible();
  });
  await new Promise((resolve) => server.close(resolve));
});

test("an engineer sees the inputs and changes nothing; an executive sees figures alone", async ({
  page,
  browser,
  demo,
}) => {
  await signInAs(page.context(), demo, "sre");
  await page.goto(`${demo.url}/settings/business`);
  await expect(setting(page, "currency")).toHaveText("USD");
  await expect(page.getByRole("button", { name: "Change", exact: true })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Peers" })).toHaveCount(0);
  const { data } = await demo.api.read("/settings/business", businessSettingsResponseSchema);
  const { etag: _etag, ...settings } = data;
  expect((await send(page, demo, "PUT", "/settings/business", settings)).status()).toBe(403);

  const executive = await browser.newPage();
  await signInAs(executive.context(), demo, "executive");
  for (const path of ["/settings/business", "/settings/peers"]) {
    await executive.goto(demo.url + path);
    await expect(executive).toHaveURL(/\/settings\/ingest/);
  }
  expect((await send(executive, demo, "PUT", "/settings/business", settings)).status()).toBe(403);
  expect((await send(executive, demo, "POST", "/peers", { name: "x", url: "https://x.example" })).status()).toBe(403); // prettier-ignore
  await executive.goto(demo.url);
  await expect(figure(executive, "delivery")).toContainText("DORA", { timeout: 45_000 });
  await expect(figure(executive, "competition")).toContainText("Not configured");
  await expect(figure(executive, "competition").getByRole("link")).toHaveCount(0);
  await executive.close();
});

for (const theme of ["light", "dark"] as const)
  test(`the pages of business fit a phone and have no barriers in the ${theme} theme`, async ({
    page,
    demo,
  }) => {
    await page.context().addCookies([{ name: "hm-theme", value: theme, url: demo.url }]);
    await signInAs(page.context(), demo, "admin");
    await page.setViewportSize({ width: 360, height: 780 });
    for (const path of ["/settings/business", "/settings/peers"]) {
      await page.goto(demo.url + path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await barriers(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(360);
    }
  });
