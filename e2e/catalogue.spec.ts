import type { BrowserContext, Page } from "@playwright/test";
import { regionResponseSchema } from "@/lib/contracts/region";
import { serviceResponseSchema } from "@/lib/contracts/service";
import { barriers } from "./fixtures/barriers";
import { API } from "./fixtures/api-client";
import { signInAs, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const REGION = "eu-west-1";
const SERVICE = "checkout";
/** Commit → seen. */
const LIVE = { timeout: 2_000 };

const row = (page: Page, name: string) => page.locator(`tr[data-row='${name}']`);
const cell = (page: Page, name: string, column: string) =>
  row(page, name).locator(`[data-column='${column}']`);
const openForm = async (page: Page, name: string) => {
  await row(page, name).getByRole("button", { name: /edit/i }).click();
  return page.getByRole("dialog").getByRole("form");
};
const regionOf = async (demo: System) =>
  (await demo.api.read(`/regions/${REGION}`, regionResponseSchema)).data;
const serviceOf = async (demo: System) =>
  (await demo.api.read(`/services/${SERVICE}`, serviceResponseSchema)).data;

/** A change as the signed-in person's own page would make it. */
function put(context: BrowserContext, demo: System, path: string, body: object, etag = "*") {
  return context.request.put(`${demo.url}${API}${path}`, {
    data: body,
    headers: { origin: demo.url, "if-match": etag },
  });
}

/** Whatever a test changes, the others find as it was. */
async function leaveAsFound(page: Page, demo: System, run: () => Promise<void>): Promise<void> {
  const { code: _code, etag: _regionTag, ...region } = await regionOf(demo);
  const { name: _name, etag: _serviceTag, ...service } = await serviceOf(demo);
  try {
    await run();
  } finally {
    await put(page.context(), demo, `/regions/${REGION}`, region);
    await put(page.context(), demo, `/services/${SERVICE}`, service);
  }
}

test("an admin says what a region costs; a second tab follows, and it can be taken back", async ({
  page,
  demo,
}) => {
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/regions`);
    const tab = await page.context().newPage();
    await tab.goto(`${demo.url}/settings/regions`);
    await expect(tab.locator("[data-freshness='live']")).toBeVisible({ timeout: 30_000 });
    const before = await cell(page, REGION, "price").innerText();

    const form = await openForm(page, REGION);
    await form.getByLabel("Price of a server-hour").fill("0.3125");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(cell(page, REGION, "price")).toHaveText("0.3125");
    await expect(cell(tab, REGION, "price")).toHaveText("0.3125", LIVE);
    expect(await regionOf(demo)).toMatchObject({ price_per_server_hour: 0.3125, time_zone: "Europe/Dublin" });

    await expect(page.getByText("EU West is saved.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(cell(page, REGION, "price")).toHaveText(before);
    await expect(cell(tab, REGION, "price")).toHaveText(before, LIVE);
    await tab.close();
  });
});

test("a region is called by its new name at once, on every open page", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/regions`);
    const tab = await page.context().newPage();
    await tab.goto(demo.url);
    const name = tab.locator(`tr[data-region='${REGION}'] [role='rowheader']`);
    await expect(name).toHaveText("EU West", { timeout: 45_000 });
    const form = await openForm(page, REGION);
    await form.getByLabel("Name").fill("Ireland");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(row(page, REGION)).toContainText("Ireland");
    await expect(name).toHaveText("Ireland", LIVE);
    await tab.close();
  });
});

test("an admin says whose a service is, how many touch it and whom it calls", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/services`);
    let form = await openForm(page, SERVICE);
    await form.getByLabel("Owner").fill("Till team");
    await form.getByLabel("Contact").fill("https://on-call.example.com/till");
    await form.getByLabel("Reach").fill("12.5");
    await form.getByRole("button", { name: "Remove payments" }).click();
    const adding = form.getByRole("combobox", { name: "Services that it calls" });
    await adding.fill("serach");
    await form.getByRole("button", { name: "Add" }).click();
    await expect(form.locator("[data-problem]")).toHaveText('No service "serach" was ever seen.');
    await adding.fill("search");
    await adding.press("Enter");
    await expect(form.getByRole("list").getByText("search")).toBeVisible();
    await form.getByRole("button", { name: "Save" }).click();

    await expect(cell(page, SERVICE, "owner")).toHaveText("Till team");
    await expect(cell(page, SERVICE, "contact").getByRole("link")).toHaveAttribute(
      "href",
      "https://on-call.example.com/till",
    );
    await expect(cell(page, SERVICE, "reach")).toHaveText(/^12\.5\s%$/);
    await expect(cell(page, SERVICE, "dependencies")).toHaveText("auth, catalog, search");
    expect(await serviceOf(demo)).toMatchObject({
      reach: 0.125,
      dependencies: ["auth", "catalog", "search"],
    });

    form = await openForm(page, SERVICE);
    await form.getByRole("combobox", { name: "Services that it calls" }).fill("checkout"); // itself, not added
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.locator("[data-problem]")).toHaveText('"checkout" is the service itself.'); // as the server says
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(await serviceOf(demo)).toMatchObject({ dependencies: ["auth", "catalog", "search"] });
  });
});

test("what is wrong is told at its field, which has the focus; nothing is saved", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "admin");
  await page.goto(`${demo.url}/settings/regions`);
  const before = await regionOf(demo);
  const form = await openForm(page, REGION);
  const zone = form.getByLabel("Time zone");
  await zone.fill("Europe/Atlantis");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(zone).toBeFocused();
  await expect(zone).toHaveAccessibleDescription(/no time zone known here.*Such as Europe\/Dublin/);
  await expect(form.locator("[data-problem]")).toHaveCount(1);
  await form.getByLabel("Latitude").fill("north");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.locator("[data-problem]")).toHaveText([/from −90 to 90/, /no time zone/]);
  await expect(form.getByLabel("Latitude")).toBeFocused();
  await form.getByLabel("Latitude").fill("1.35, 103.82"); // as maps give it
  await expect(form.getByLabel("Longitude")).toHaveValue("103.82");
  await form.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await regionOf(demo)).toEqual(before);
});

test("who types while somebody else saves is told, and starts again from what is there", async ({
  page,
  demo,
}) => {
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/services`);
    const form = await openForm(page, SERVICE);
    await form.getByLabel("Owner").fill("My team");
    const { name: _name, etag, ...service } = await serviceOf(demo);
    const other = await put(
      page.context(),
      demo,
      `/services/${SERVICE}`,
      { ...service, owner: "Theirs" },
      etag,
    );
    expect(other.status()).toBe(200);
    await expect(form.getByRole("alert")).toContainText("Somebody else changed this");
    await expect(form.getByRole("button", { name: "Save" })).toBeDisabled();
    await form.getByRole("button", { name: /start again/i }).click();
    await expect(form.getByLabel("Owner")).toHaveValue("Theirs");
    await form.getByLabel("Owner").fill("My team after all");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(cell(page, SERVICE, "owner")).toHaveText("My team after all");
  });
});

test("an engineer sees everything and changes nothing; an executive is led elsewhere", async ({
  page,
  browser,
  demo,
}) => {
  await signInAs(page.context(), demo, "sre");
  for (const [path, name, at, body] of [
    ["/settings/regions", REGION, `/regions/${REGION}`, {}],
    ["/settings/services", SERVICE, `/services/${SERVICE}`, {}],
  ] as const) {
    await page.goto(demo.url + path);
    await expect(row(page, name)).toBeVisible();
    await expect(page.getByText("Only an administrator changes what is set here.")).toBeVisible();
    await expect(page.getByRole("button", { name: /edit/i })).toHaveCount(0);
    expect((await put(page.context(), demo, at, body)).status()).toBe(403);
  }
  const executive = await browser.newPage();
  await signInAs(executive.context(), demo, "executive");
  await executive.goto(`${demo.url}/settings/services`);
  await expect(executive).toHaveURL(/\/settings\/ingest/);
  await executive.close();
});

test("by keyboard alone: open, change, save, be back where one was", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/regions`);
    const edit = row(page, REGION).getByRole("button", { name: /edit/i });
    await edit.focus();
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog").getByRole("form");
    await expect(form.getByLabel("Name")).toBeFocused();
    for (const label of ["Latitude", "Longitude", "Time zone", "Price of a server-hour"]) {
      await page.keyboard.press("Tab");
      await expect(form.getByLabel(label)).toBeFocused();
    }
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("0.5");
    await page.keyboard.press("Enter");
    await expect(cell(page, REGION, "price")).toHaveText("0.5");
    await expect(edit).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(form).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(edit).toBeFocused();
  });
});

for (const theme of ["light", "dark"] as const)
  test(`the open forms have no barriers in the ${theme} theme and fit a phone`, async ({ page, demo }) => {
    await page.context().addCookies([{ name: "hm-theme", value: theme, url: demo.url }]);
    await signInAs(page.context(), demo, "admin");
    await page.setViewportSize({ width: 360, height: 780 });
    for (const [path, name] of [
      ["/settings/regions", REGION],
      ["/settings/services", SERVICE],
    ] as const) {
      await page.goto(demo.url + path);
      const form = await openForm(page, name);
      expect(await barriers(page)).toEqual([]);
      const [wide, shown] = await form.evaluate((each) => [
        each.closest("dialog")!.scrollWidth,
        each.closest("dialog")!.clientWidth,
      ]);
      expect(wide).toBeLessThanOrEqual(shown);
    }
  });

test("before anything was sent, the lists say how to get something there", async ({ page, demo }) => {
  const meta = { as_of: null, age_seconds: null, demo: false, missing: [] };
  await page.route(`**${API}/{regions,services}`, (route) =>
    route.fulfill({ json: { status: "success", data: [], meta } }),
  );
  await signInAs(page.context(), demo, "admin");
  for (const what of ["region", "service"]) {
    await page.goto(`${demo.url}/settings/${what}s`);
    await expect(page.getByText(`No ${what} was seen yet.`)).toBeVisible(); // with the live stream's first refresh
    await expect(page.getByRole("link", { name: "send some" })).toHaveAttribute("href", /\/settings\/ingest/);
  }
});
