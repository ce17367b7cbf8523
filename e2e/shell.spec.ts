import type { Page } from "@playwright/test";
import { executiveDashboardResponseSchema } from "@/lib/contracts/executive-dashboard";
import { barriers, sidewaysPx } from "./fixtures/barriers";
import { onEveryPage } from "./fixtures/every-page";
import { movingParts, smallTargets } from "./fixtures/small-targets";
import { signInAs, type Role, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const DARK = "rgb(14, 16, 20)";
const LIGHT = "rgb(247, 247, 245)";
/** The regions are known from the first figures on. */
const FIRST_FIGURES_MS = 45_000;
/** The code of a dialog is loaded when it is first opened. */
const LOADED = { timeout: 15_000 };

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and commands" });
const list = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
const message = (page: Page, text: string | RegExp) => page.getByRole("listitem").filter({ hasText: text });
const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme ?? "system");

async function open(page: Page, demo: System, path = "/", role: Role = "sre"): Promise<void> {
  await signInAs(page.context(), demo, role);
  await page.goto(demo.url + path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator("[data-announced]").waitFor({ state: "attached", ...LOADED }); // what listens to keys is there
}

async function search(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await expect(palette(page).getByRole("combobox")).toBeFocused(LOADED);
  await page.keyboard.type(words);
}

test("by keyboard alone the palette reaches a region and does something, and gives the focus back", async ({
  page,
  demo,
}) => {
  await open(page, demo);
  await expect(page.locator("tr[data-region='eu-west-1']")).toBeVisible({ timeout: FIRST_FIGURES_MS });
  await search(page, "eu w");
  await expect(palette(page).getByRole("option").first()).toContainText("eu-west-1");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${demo.url}/regions/eu-west-1`);

  await open(page, demo);
  const button = page.getByRole("button", { name: "Search and commands" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(palette(page).getByRole("combobox")).toBeFocused(LOADED);
  await page.keyboard.type("sear");
  await expect(palette(page).getByRole("option", { name: "search", exact: true })).toBeVisible();
  await expect(palette(page).getByRole("option", { name: "checkout", exact: true })).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();

  await search(page, "cycle");
  await page.keyboard.press("Enter");
  await expect(message(page, "A monitoring cycle runs.")).toBeVisible(LOADED);
  await expect(palette(page)).toHaveCount(0);

  await search(page, "time zone");
  await page.keyboard.press("Enter");
  await page.keyboard.type("new york");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?tz=America(\/|%2F)New_York$/);
});

test("the palette offers nobody what their role may not", async ({ page, demo }) => {
  await open(page, demo, "/", "executive");
  await search(page, "monitoring cycle");
  await expect(palette(page).getByRole("status")).toContainText("Nothing has “monitoring cycle”");
  await palette(page).getByRole("combobox").fill("ingest");
  await expect(palette(page).getByRole("option")).toHaveCount(0);
});

test("keys lead to pages, do nothing in a field, and can be switched off", async ({ page, demo }) => {
  await open(page, demo);
  await page.keyboard.press("?");
  await expect(list(page)).toBeVisible(LOADED);
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(list(page)).toHaveCount(0);
  await page.keyboard.type("gi");
  await expect(page).toHaveURL(`${demo.url}/settings/ingest`);

  await search(page, "t?");
  await expect(palette(page).getByRole("combobox")).toHaveValue("t?");
  expect(await theme(page)).toBe("system");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);

  await page.keyboard.press("?");
  await list(page).getByRole("switch", { name: "Shortcuts of single keys" }).click();
  await page.keyboard.press("Escape");
  for (const keys of ["?", "t", "ge"]) await page.keyboard.type(keys);
  await page.reload();
  await page.locator("[data-announced]").waitFor({ state: "attached", ...LOADED });
  for (const keys of ["?", "t", "ge"]) await page.keyboard.type(keys);
  await search(page, ""); // chords stay
  expect([await theme(page), new URL(page.url()).pathname]).toEqual(["system", "/settings/ingest"]);
  await expect(list(page)).toHaveCount(0);
});

test("a message says what was done, and Ctrl+Z or its button takes it back", async ({ page, demo }) => {
  await open(page, demo);
  await page.keyboard.press("t");
  await expect(message(page, "Theme: Light")).toBeVisible(LOADED);
  expect(await theme(page)).toBe("light");
  await page.keyboard.press("Control+z");
  await expect(message(page, "Undone.")).toBeVisible();
  await expect(message(page, "Theme: Light")).toHaveCount(0);
  expect(await theme(page)).toBe("system");

  await page.keyboard.press("t");
  const shown = message(page, "Theme: Light");
  await expect(shown).toBeVisible();
  await page.keyboard.press("Alt+t");
  await shown.getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("Enter");
  await expect(shown).toHaveCount(0);
  expect(await theme(page)).toBe("system");
  await expect(page.getByRole("region", { name: /^Messages/ })).toHaveAttribute("aria-live", "polite");
});

test("the theme is right in the first picture: the system's, or the one that was chosen", async ({
  browser,
  demo,
}) => {
  for (const [system, chosen, background] of [
    ["dark", null, DARK],
    ["light", null, LIGHT],
    ["dark", "light", LIGHT],
    ["light", "dark", DARK],
  ] as const) {
    // Without scripts, what is seen is what comes first.
    const context = await browser.newContext({ colorScheme: system, javaScriptEnabled: false });
    if (chosen) await context.addCookies([{ name: "hm-theme", value: chosen, url: demo.url }]);
    const page = await context.newPage();
    await page.goto(`${demo.url}/sign-in`);
    await expect(page.locator("body"), `${system}, ${chosen}`).toHaveCSS("background-color", background);
    await context.close();
  }
});

test("the theme follows the system while the page is open, and a choice outlives it without a flash", async ({
  page,
  demo,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, demo);
  await expect(page.locator("body")).toHaveCSS("background-color", LIGHT);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("body")).toHaveCSS("background-color", DARK);
  await page.getByRole("button", { name: /^Theme: Auto/ }).click();
  await expect(page.locator("body")).toHaveCSS("background-color", LIGHT);
  await page.addInitScript(() => {
    const seen: (string | null)[] = [];
    Object.assign(window, { seenThemes: seen });
    const look = () => seen.push(document.documentElement.getAttribute("data-theme"));
    new MutationObserver(look).observe(document, { subtree: true, attributeFilter: ["data-theme"] });
  });
  await page.reload();
  await expect(page.getByRole("button", { name: /^Theme: Light/ })).toBeVisible();
  await page.locator("[data-announced]").waitFor({ state: "attached", ...LOADED });
  await expect(page.locator("body")).toHaveCSS("background-color", LIGHT);
  const changes = await page.evaluate(() => (window as unknown as { seenThemes: string[] }).seenThemes);
  expect(changes.filter((each) => each !== "light")).toEqual([]);
});

test("TV mode: no navigation, large type, an awake screen, no cursor; Escape leaves", async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.addInitScript(() => {
    const request = async (kind: string) => {
      Object.assign(window, { keptAwake: kind });
      return { released: false, release: async () => undefined };
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
  });
  await signInAs(page.context(), demo, "executive");
  const answer = await page.goto(`${demo.url}/?kiosk`);
  expect(await answer?.text()).toMatch(/<html[^>]* data-kiosk=/); // the first picture is right already
  const verdict = page.getByRole("region", { name: "Verdict" }).getByRole("heading", { level: 1 });
  await expect(page.locator("tr[data-region]").first()).toBeVisible({ timeout: FIRST_FIGURES_MS });
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.locator("article[data-figure]").first()).toBeVisible();
  await expect(page.getByRole("region", { name: / — measured$/ })).toHaveCount(0);
  await expect(page.getByRole("region", { name: /^Needs attention/ })).toBeVisible();
  await expect(page.locator("[data-demo]")).toBeVisible();
  const sizePx = (element: typeof verdict) =>
    element.evaluate((each) => parseFloat(getComputedStyle(each).fontSize));
  expect(await sizePx(verdict)).toBeGreaterThanOrEqual(48);
  expect(await sizePx(page.locator("tr[data-region] th").first())).toBeGreaterThanOrEqual(24);
  const overflow = await sidewaysPx(page);
  expect(overflow).toBeLessThanOrEqual(0);
  await expect(page.locator("html[data-idle]")).toHaveCount(1, LOADED);
  await expect(page.locator("body")).toHaveCSS("cursor", "none");
  expect(await page.evaluate(() => (window as unknown as { keptAwake?: string }).keptAwake)).toBe("screen");

  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${demo.url}/`);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(page.locator("html[data-kiosk]")).toHaveCount(0);
  await expect(page.locator("body")).not.toHaveCSS("cursor", "none");
});

test("TV mode loads its page again when a new build is served", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "executive");
  let build = "the old one";
  await page.route("**/healthz", (route) => route.fulfill({ body: "ok", headers: { "x-build": build } }));
  await page.route("**/api/live", (route) => route.abort());
  await page.goto(`${demo.url}/?kiosk=1`);
  await expect(page.locator(".kiosk-leave")).toBeAttached(LOADED);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await expect(page.locator("[data-freshness='reconnecting'], [data-freshness='stale']")).toBeVisible(LOADED);
  build = "the new one";
  await page.unroute("**/api/live"); // the server is back
  await page.waitForFunction(() => !("sameDocument" in window), null, { timeout: 45_000 });
  await expect(page.locator("html[data-kiosk]")).toHaveCount(1);
});

test("the executive page on paper: at most two pages of A4, the verdict, of when, by whom, from where", async ({
  page,
  demo,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, demo, "/", "executive");
  await expect(page.locator("tr[data-region]").first()).toBeVisible({ timeout: FIRST_FIGURES_MS });
  const verdict = page.getByRole("region", { name: "Verdict" }).getByRole("heading", { level: 1 });
  const before = await verdict.innerText();
  const pdf = (await page.pdf({ preferCSSPageSize: true, outline: true, tagged: true })).toString("latin1");
  const pages = /\/Type \/Pages\s[^>]*\/Count (\d+)/.exec(pdf)?.[1];
  expect(Number(pages)).toBeGreaterThan(0);
  expect(Number(pages)).toBeLessThanOrEqual(2);
  const after = await verdict.innerText(); // a new cycle may have come meanwhile
  const headings = headingsOf(pdf);
  expect(
    [before, after].some((said) => headings.includes(letters(said))),
    `${after} in ${headings.join(" | ")}`,
  ).toBe(true);
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/); // points of A4, portrait

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(verdict).toBeVisible();
  const note = page.locator("[data-print-note]");
  await expect(note).toContainText(/as of .*\d\d:\d\d:\d\d .* printed by Dana Executive .* http:/);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.locator(".card").first()).toHaveCSS("background-color", "rgb(255, 255, 255)");
});

/** The headings in the outline of a PDF: in parentheses, or as UTF-16 in hexadecimal where a sign is not ASCII. */
function headingsOf(pdf: string): string[] {
  return [...pdf.matchAll(/\/Title (?:\(((?:[^()\\]|\\.)*)\)|<FEFF([0-9A-F]*)>)/g)].map(
    ([, ascii, utf16 = ""]) =>
      letters(
        ascii?.replace(/\\(.)/g, "$1") ??
          String.fromCharCode(...(utf16.match(/.{4}/g) ?? []).map((code) => parseInt(code, 16))),
      ),
  );
}

/** A text without its spaces: the outline has thin ones in its own way. */
function letters(text: string): string {
  return text.replace(/[^!-~]/g, "");
}

test("screen readers hear of a change of the state, once, and not of each figure", async ({ page, demo }) => {
  await open(page, demo);
  await expect(page.locator("[data-freshness='live']")).toBeVisible({ timeout: FIRST_FIGURES_MS });
  const heard = page.locator("[data-announced]");
  await expect(heard).toHaveRole("status");
  const { data: before } = await demo.api.read("/dashboard/executive", executiveDashboardResponseSchema);
  const [state, word] =
    before.global_system_health === "critical" ? ["degraded", "Degraded"] : ["critical", "Critical"];
  await page.route("**/dashboard/executive", async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    Object.assign(json.data, { global_system_health: state, headline: "EU West is slow." });
    await route.fulfill({ response: answer, json });
  });
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange"))); // asks again, sooner than the next cycle
    await expect(heard).toHaveText(`${word}: EU West is slow.`, { timeout: 1_000 });
  }).toPass({ timeout: 25_000 });
  await expect(page.getByRole("status")).toHaveCount(1); // nothing else of the page is read out
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("on a phone the navigation is a menu that the keyboard opens and a choice closes", async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page, demo);
  const menu = page.getByRole("navigation", { name: "Main" });
  await expect(menu).toBeHidden();
  await page.getByRole("button", { name: "Menu" }).focus();
  await page.keyboard.press("Enter");
  await expect(menu.getByRole("link")).toHaveText([
    "Executive",
    "Operations",
    "Regions",
    "Services",
    /^Incidents(\d+ active)?$/,
    "Predictions",
    "Capacity",
    "Settings",
    "API docs",
  ]);
  await expect(menu.getByRole("link", { name: "Executive" })).toHaveAttribute("aria-current", "page");
  await menu.getByRole("link", { name: "Settings" }).click();
  await expect(page).toHaveURL(`${demo.url}/settings/ingest`);
  await expect(menu).toBeHidden();
  expect(await smallTargets(page)).toEqual([]);
});

test("the first key leads past the navigation to the content", async ({ page, demo }) => {
  await open(page, demo);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("on every page what is pressed is large enough, and nothing moves for those who want less motion", async ({
  page,
  demo,
}) => {
  test.setTimeout(150_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${demo.url}/sign-in`);
  expect(await smallTargets(page)).toEqual([]);
  await signInAs(page.context(), demo, "admin");
  const found: Record<string, string[]> = {};
  await onEveryPage(page, demo.url, async (path) => {
    const faults = [...(await smallTargets(page)), ...(await movingParts(page))];
    if (faults.length > 0) found[path] = faults;
  });
  expect(found).toEqual({});
});
