import type { BrowserContext, Page } from "@playwright/test";
import { incidentDetailResponseSchema, type OpenIncidentBody } from "@/lib/contracts/incident";
import { API } from "./fixtures/api-client";
import { graveBarriers, sidewaysPx } from "./fixtures/barriers";
import { signInAs, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const CHANGED_MS = 15_000;

const send = (context: BrowserContext, demo: System, path: string, data: object) =>
  context.request.post(`${demo.url}${API}/incidents${path}`, {
    data,
    maxRetries: 2, // the server may just have closed an idle connection
    headers: { origin: demo.url },
  });

async function open(context: BrowserContext, demo: System, body: OpenIncidentBody): Promise<string> {
  const answer = await send(context, demo, "", body);
  return incidentDetailResponseSchema.parse(await answer.json()).data.id;
}

const toast = (page: Page, text: RegExp | string) => page.locator(".toast").filter({ hasText: text });
const timeline = (page: Page) => page.locator("[data-part='Timeline']");

test("somebody opens an incident by hand, takes it, notes, resolves, and takes the resolution back", async ({
  page,
  demo,
  browser,
}) => {
  test.setTimeout(180_000);
  await signInAs(page.context(), demo, "sre");
  await page.goto(`${demo.url}/incidents`);
  await page.getByRole("button", { name: "Open an incident" }).click();
  const form = page.getByRole("form", { name: "Open an incident" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByLabel("Title")).toBeFocused();
  await expect(form.locator("[data-problem]")).toBeVisible();
  await form.getByLabel("Title").fill("Carts are emptied");
  await form.getByLabel("Severity").selectOption("critical");
  await form.getByLabel("Region").selectOption("eu-west-1");
  await form.getByRole("button", { name: "Save" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toContainText("Carts are emptied");
  const id = new URL(page.url()).pathname.split("/").at(-1)!;
  await page.getByRole("button", { name: /^Acknowledge incident/ }).click();
  await expect(page.locator("[data-acknowledged]")).toContainText("by Sam Reliability", {
    timeout: CHANGED_MS,
  });
  await page.getByRole("button", { name: "Assign to me" }).click();
  await expect(page.locator("[data-assignee]")).toContainText("to Sam Reliability");
  await page.getByLabel("Note", { exact: true }).last().fill("Emptied the cache of eu-west-1.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(timeline(page)).toContainText("Emptied the cache of eu-west-1.");
  const update = page.getByRole("form", { name: "Status update" });
  await update.getByText("Identified", { exact: true }).click();
  await update.getByLabel("What others should know").fill("A deploy did it.");
  await update.getByRole("button", { name: "Post update" }).click();
  await expect(timeline(page)).toContainText("Identified: A deploy did it.");
  expect(await graveBarriers(page)).toEqual([]);

  // Whoever may not act sees it, on its page and where it is, and has no buttons.
  const other = await browser.newContext();
  await signInAs(other, demo, "executive");
  const looksOn = await other.newPage();
  for (const path of [`/incidents/${id}`, "/incidents", "/", "/regions/eu-west-1"]) {
    await looksOn.goto(demo.url + path);
    await expect(looksOn.getByText("Carts are emptied").first()).toBeVisible();
    await expect(
      looksOn.getByRole("button", { name: /^(Acknowledge|Resolve|Open an incident|Edit|Assign)/ }),
    ).toHaveCount(0);
  }
  await expect(looksOn.locator("[data-active-incidents]")).toHaveText(/^[1-9]/);
  const refused = await send(other, demo, `/${id}/resolve`, {});
  expect(refused.status()).toBe(403);
  await other.close();

  await page.goto(`${demo.url}/regions/eu-west-1`);
  const here = page.locator(`[data-incidents-here] [data-incident='${id}']`);
  await here.getByRole("button", { name: /^Resolve incident/ }).click();
  await expect(here).toHaveCount(0, { timeout: CHANGED_MS });
  await toast(page, "resolved.").getByRole("button", { name: "Undo" }).click();
  await expect(here).toBeVisible({ timeout: CHANGED_MS });
  await here.getByRole("link", { name: "Carts are emptied" }).click();
  await expect(timeline(page)).toContainText("Taken back: Resolved");
  await page.getByRole("button", { name: /^Resolve incident/ }).click();
  await expect(page.locator("[data-resolved]")).toContainText("Resolved by Sam Reliability", {
    timeout: CHANGED_MS,
  });
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await sidewaysPx(page)).toBe(0);
});

test("whoever comes second hears who has resolved it", async ({ page, demo, browser }) => {
  await signInAs(page.context(), demo, "sre");
  const id = await open(page.context(), demo, { title: "Two at once", severity: "info" });
  // This page hears of nothing until it asks.
  await page.route("**/api/live", (route) => route.abort());
  await page.goto(`${demo.url}/incidents/${id}`);
  await expect(page.getByRole("button", { name: /^Resolve incident/ })).toBeVisible();
  await page.route(`**${API}/incidents**`, (route) =>
    route.request().method() === "GET" ? route.abort() : route.continue(),
  );
  const other = await browser.newContext();
  await signInAs(other, demo, "admin");
  expect((await send(other, demo, `/${id}/resolve`, {})).status()).toBe(200);
  await other.close();
  await page.getByRole("button", { name: /^Resolve incident/ }).click();
  await expect(toast(page, /It was resolved by Alex Admin at /)).toBeVisible();
});

test("the inbox by keyboard only: move, acknowledge, resolve, take back, open", async ({ page, demo }) => {
  test.setTimeout(120_000);
  await signInAs(page.context(), demo, "sre");
  const [one, two] = [
    await open(page.context(), demo, { title: "By keyboard one", severity: "info" }),
    await open(page.context(), demo, { title: "By keyboard two", severity: "info" }),
  ];
  await page.goto(`${demo.url}/incidents?severity=info`);
  const title = (name: string) => page.getByRole("link", { name, exact: true });
  const row = (id: string) => page.locator(`[data-incident='${id}']`);
  await expect(page.getByRole("list", { name: "Keys" })).toContainText("acknowledge");
  expect(await graveBarriers(page)).toEqual([]);

  await page.keyboard.press("j");
  await expect(title("By keyboard one")).toBeFocused();
  await page.keyboard.press("j");
  await expect(title("By keyboard two")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("a");
  await expect(row(one)).toContainText("Investigating", { timeout: CHANGED_MS });
  await expect(title("By keyboard one")).toBeFocused();
  await page.keyboard.press("r");
  await expect(row(one)).toHaveCount(0, { timeout: CHANGED_MS });
  await expect(title("By keyboard two")).toBeFocused();
  await expect(toast(page, "resolved.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(row(one)).toBeVisible({ timeout: CHANGED_MS });

  // Both at once, chosen by keyboard.
  await page.keyboard.press("x");
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("button", { name: "Resolve selected" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("No incident fits.")).toBeVisible({ timeout: CHANGED_MS });

  await page.goto(`${demo.url}/incidents?status=resolved&severity=info`);
  await expect(row(two)).toContainText("resolved by Sam Reliability");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("By keyboard");
});
