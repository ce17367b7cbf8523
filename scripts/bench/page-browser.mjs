import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { freePort } from "./system.mjs";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
const DESK = { width: 1440, height: 900 };
/** Longer tasks block, as Lighthouse counts. */
const FREE_TASK_US = 50_000;
const US_PER_MS = 1_000;
/** Shorter interactions are not told by the browser. */
const LEAST_EVENT_MS = 16;
/** What an interaction brings with it is over by then. */
const SETTLE_MS = 1_000;

/** A browser whose first tab shares its cookies with Lighthouse: `{ context, debugPort, close() }`. */
export async function openBrowser() {
  const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-page-"));
  const debugPort = await freePort();
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: [...ARGS, `--remote-debugging-port=${debugPort}`],
    viewport: DESK,
  });
  const close = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { context, debugPort, close };
}

export async function signInToDemo(context, url) {
  const answer = await context.request.post(`${url}/api/demo/sign-in`, {
    data: { role: "admin" },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`Signing in was refused (${answer.status()}): is ${url} a demo?`);
}

/**
 * Bytes of JavaScript, gzipped here: `initial`, what the page's HTML names, and `later`, what it fetched by itself until the
 * network was quiet.
 */
export async function javascriptOf(context, url) {
  const page = await context.newPage();
  const sizes = new Map();
  const reading = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    reading.push(
      response.body().then((body) => sizes.set(new URL(response.url()).pathname, gzipSync(body).length)),
    );
  });
  const answer = await page.goto(url);
  const html = await answer.text();
  await page.waitForLoadState("networkidle", { timeout: 15_000 }).catch(() => undefined); // the live stream stays open
  await Promise.all(reading);
  await page.close();
  const named = new Set(
    [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src]) => new URL(src, url).pathname),
  );
  const sum = (wanted) =>
    [...sizes].filter(([file]) => named.has(file) === wanted).reduce((all, [, bytes]) => all + bytes, 0);
  return { initial: sum(true), later: sum(false) };
}

/** Milliseconds of the slowest interaction of each of `rounds` clicks that open a region, by Event Timing. */
export async function interactionsOf(context, url, rounds) {
  const page = await context.newPage();
  const slowest = [];
  for (let round = 0; round < rounds; round++) {
    await page.goto(`${url}/regions`);
    const links = page.locator("main a[href^='/regions/']:visible");
    await links.first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await page.evaluate(observe, LEAST_EVENT_MS);
    await links.nth(round % (await links.count())).click();
    await page.waitForURL(/\/regions\/./);
    await page.waitForTimeout(SETTLE_MS);
    slowest.push(await page.evaluate(() => globalThis.slowestMs));
  }
  await page.close();
  return slowest;
}

/**
 * What the page's main thread blocked by its own work in a trace, ms: total blocking time with the processor time of each task
 * in place of its duration, in which everything else that runs on the machine is too.
 */
export function ownBlockingMs(traceEvents) {
  const threadOf = ({ pid, tid }) => `${pid}/${tid}`;
  const named = traceEvents.filter(
    ({ name, args }) => name === "thread_name" && args.name === "CrRendererMain",
  );
  const main = new Set(named.map(threadOf));
  const tasks = traceEvents.filter((event) => event.name === "RunTask" && main.has(threadOf(event)));
  return tasks.reduce((ms, { tdur = 0 }) => ms + Math.max(0, tdur - FREE_TASK_US) / US_PER_MS, 0);
}

/** Runs in the page. */
function observe(durationThreshold) {
  globalThis.slowestMs = 0;
  const note = (list) => {
    for (const entry of list.getEntries())
      if (entry.interactionId) globalThis.slowestMs = Math.max(globalThis.slowestMs, entry.duration);
  };
  new globalThis.PerformanceObserver(note).observe({ type: "event", durationThreshold });
}
