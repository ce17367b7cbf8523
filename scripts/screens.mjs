// `npm run screens -- [--url http://127.0.0.1:3000] [--out docs/screens] [--as executive|sre|admin] [--only executive,ingest]`:
// pictures of every page of a running demo, in three widths and both themes, as WebP. Starts nothing.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { findOnPath } from "./test/find-on-path.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 780 },
];
const THEMES = ["light", "dark"];
/** A longer page is cut here. */
const MAX_HEIGHT = 3_200;
/** A long list looks the same further down. */
const LIST_HEIGHT = 1_600;
const SETTLE_MS = 600;
const QUALITY = 78;

/**
 * `shows`, `also`: what is there once the page is complete. `open`: what to press before the picture is taken, and `opens`: what that
 * brings. `follow`, `then`: a link to what has no address of its own to be known before, and what is there then. `width`, `height`: the only ones that make sense. `cut`: the height that is enough.
 */
const PAGES = [
  { name: "sign-in", path: "/sign-in", shows: "text=Continue as executive", signedOut: true },
  { name: "first-admin", path: "/first-admin?token=example", shows: "form", signedOut: true },
  { name: "executive", path: "/", shows: ".recharts-line", also: "article path[stroke-linecap]" },
  {
    name: "executive-explained",
    path: "/",
    shows: ".recharts-line, text=No data in this time",
    also: "article path[stroke-linecap]",
    open: ".explain-button >> nth=3",
    opens: ".explain-list",
  },
  { name: "operations", path: "/operations", shows: "text=over the last minute" },
  { name: "regions", path: "/regions", shows: ".map-mark" },
  { name: "region", path: "/regions/eu-west-1", shows: ".recharts-line" },
  { name: "region-unknown", path: "/regions/atlantis", shows: "h1" },
  { name: "services", path: "/services", shows: "[data-row]" },
  { name: "services-map", path: "/services?view=map", shows: "[data-node]" },
  { name: "service", path: "/services/checkout", shows: ".recharts-line" },
  { name: "capacity", path: "/capacity", shows: "[data-row]" },
  { name: "capacity-event", path: "/capacity", shows: "[data-row]", open: "text=Add an event" },
  { name: "service-unknown", path: "/services/nobody", shows: "h1" },
  { name: "incidents", path: "/incidents", shows: "[data-incident], text=No incident is active" },
  {
    name: "incident",
    path: "/incidents",
    shows: "[data-incident]",
    follow: "[data-incident] a",
    then: "[data-part='Timeline']",
  },
  { name: "incident-form", path: "/incidents", shows: "h1", open: "text=Open an incident" },
  { name: "reliability", path: "/incidents/reliability", shows: "table, .recharts-wrapper" },
  { name: "predictions", path: "/predictions", shows: "[data-record], text=There is no record yet" },
  {
    name: "palette",
    path: "/",
    shows: "[data-announced]",
    also: "article path[stroke-linecap]",
    open: "button[aria-label='Search and commands']",
    opens: "[cmdk-item]",
  },
  {
    name: "tv",
    path: "/?kiosk",
    shows: "tr[data-region]",
    also: "article path[stroke-linecap]",
    width: 1440,
    height: 810,
  },
  { name: "ingest", path: "/settings/ingest", shows: "[data-step]" },
  { name: "mappings", path: "/settings/mappings", shows: "[data-rule]", cut: LIST_HEIGHT },
  { name: "region-settings", path: "/settings/regions", shows: "[data-row]" },
  { name: "region-form", path: "/settings/regions", shows: "[data-row]", open: "[data-row] button" },
  { name: "service-settings", path: "/settings/services", shows: "[data-row]" },
  { name: "service-form", path: "/settings/services", shows: "[data-row]", open: "[data-row] button" },
  { name: "business-settings", path: "/settings/business", shows: "[data-setting]" },
  {
    name: "business-form",
    path: "/settings/business",
    shows: "[data-setting]",
    open: "button:has-text('Change')",
  },
  { name: "peers", path: "/settings/peers", shows: "text=What it is used for" },
  {
    name: "peer-form",
    path: "/settings/peers",
    shows: "text=What it is used for",
    open: "button:has-text('Add a peer')",
  },
  { name: "channels", path: "/settings/channels", shows: "text=Nobody is told yet" },
  {
    name: "channel-form",
    path: "/settings/channels",
    shows: "text=Nobody is told yet",
    open: "button:has-text('Add a channel')",
  },
  { name: "objectives", path: "/settings/objectives", shows: "[data-budget]" },
  {
    name: "objective-form",
    path: "/settings/objectives",
    shows: "[data-row]",
    open: "button:has-text('Add an objective')",
  },
  {
    name: "objectives-import",
    path: "/settings/objectives",
    shows: "[data-row]",
    open: "button:has-text('Import')",
  },
  { name: "prediction-rules", path: "/settings/predictions", shows: "[data-row]" },
  {
    name: "prediction-rule-form",
    path: "/settings/predictions",
    shows: "[data-row]",
    open: "[data-row] button",
  },
  { name: "alerts", path: "/settings/alerts", shows: "text=What arrives" },
  { name: "maintenance", path: "/settings/maintenance", shows: "text=What it is used for" },
  {
    name: "maintenance-form",
    path: "/settings/maintenance",
    shows: "text=What it is used for",
    open: "button:has-text('Add a window')",
  },
  { name: "deployments", path: "/settings/deployments", shows: "text=How they are reported" },
  { name: "history", path: "/settings/history", shows: "form" },
  { name: "demo", path: "/settings/demo", shows: "text=Run now" },
  { name: "sources", path: "/settings/sources", shows: "[data-source], text=No engine is read yet" },
  {
    name: "sources-form",
    path: "/settings/sources",
    shows: "[data-source], text=No engine is read yet",
    open: "button:has-text('Add a source')",
  },
  { name: "sessions", path: "/sessions", shows: "text=(this one)" },
  { name: "sign-out", path: "/sign-out", shows: "button" },
  { name: "docs", path: "/docs", shows: "h1", cut: LIST_HEIGHT },
  { name: "not-found", path: "/no-such-page", shows: "h1" },
];

const { values } = parseArgs({
  options: {
    url: {
      type: "string",
      default: process.env.PUBLIC_URL || `http://127.0.0.1:${process.env.PORT || 3000}`,
    },
    out: { type: "string", default: path.join(root, "docs/screens") },
    as: { type: "string", default: "admin" },
    only: { type: "string" },
  },
});

async function main() {
  mkdirSync(values.out, { recursive: true });
  const wanted = values.only?.split(",");
  const pages = PAGES.filter((page) => !wanted || wanted.includes(page.name));
  const executablePath = process.env.CHROMIUM_PATH || findOnPath(["chromium"]) || undefined;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    for (const theme of THEMES)
      for (const size of SIZES)
        for (const signedOut of [true, false]) {
          const some = pages.filter(
            (page) => Boolean(page.signedOut) === signedOut && (page.width ?? size.width) === size.width,
          );
          if (some.length > 0) await takeScreens(browser, { theme, size, signedOut, pages: some });
        }
  } finally {
    await browser.close();
  }
}

async function takeScreens(browser, { theme, size, signedOut, pages }) {
  const context = await browser.newContext({
    viewport: size,
    timezoneId: "UTC",
    locale: "en-GB",
    colorScheme: theme,
  });
  await context.addCookies([{ name: "hm-theme", value: theme, url: values.url }]);
  if (!signedOut) await signIn(context);
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  for (const {
    name,
    path: route,
    shows,
    also,
    follow,
    then,
    open,
    opens,
    height = size.height,
    cut = MAX_HEIGHT,
  } of pages) {
    await page.setViewportSize({ width: size.width, height });
    await page.goto(values.url + route);
    await anyOf(page, shows);
    if (also) await anyOf(page, also);
    if (follow) await page.locator(follow).first().click();
    if (then) await anyOf(page, then);
    if (open) await page.locator(open).first().click();
    if (opens) await anyOf(page, opens);
    await page.waitForTimeout(SETTLE_MS);
    const full = open ? height : await page.evaluate(() => document.documentElement.scrollHeight);
    const file = path.join(values.out, `${name}-${size.width}-${theme}.webp`);
    const clip = { x: 0, y: 0, width: size.width, height: Math.min(Math.max(full, height), cut) };
    writeFileSync(file, await picture(tools, clip));
    console.log(path.relative(process.cwd(), file));
  }
  // The page of sessions shall not fill with ours.
  if (!signedOut) await post(context, "/api/auth/sign-out", {});
  await context.close();
}

/** Playwright itself writes no WebP. */
async function picture(tools, clip) {
  const { data } = await tools.send("Page.captureScreenshot", {
    format: "webp",
    quality: QUALITY,
    captureBeyondViewport: true,
    clip: { ...clip, scale: 1 },
  });
  return Buffer.from(data, "base64");
}

async function signIn(context) {
  const answer = await post(context, "/api/demo/sign-in", { role: values.as });
  if (!answer.ok())
    throw new Error(`Signing in as ${values.as} was refused (${answer.status()}): is this a demo?`);
}

function post(context, route, data) {
  const { origin } = new URL(values.url);
  return context.request.post(origin + route, { data, headers: { origin } });
}

/** Waits for the first of several selectors, separated by commas. */
function anyOf(page, selectors) {
  const [first, ...rest] = selectors.split(", ").map((selector) => page.locator(selector).first());
  return rest
    .reduce((either, one) => either.or(one), first)
    .first()
    .waitFor({ state: "attached" });
}

await main();
