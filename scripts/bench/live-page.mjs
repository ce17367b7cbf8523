import { chromium, request } from "@playwright/test";

const ADMIN = { name: "Ada Admin", email: "ada@example.org", password: "a long enough passphrase 7" };

/**
 * Opens the executive page in a browser as the first admin. `seen()` gives what the page has shown so far: `asOf`, pairs of
 * the snapshot's moment and when it was there, and `regions`, when each region's row was first there (Unix ms).
 */
export async function openLivePage({ url, token }) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH || undefined });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context.request, { url, token });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator("[data-freshness='live']").waitFor({ timeout: 60_000 });
  await page.evaluate(watch);
  return { seen: () => page.evaluate(() => globalThis.seen), close: () => browser.close() };
}

/** Makes the first admin and signs in. */
async function signIn(requests, { url, token }) {
  const post = async (route, data) => {
    const answer = await requests.post(url + route, { data, headers: { origin: url } });
    if (!answer.ok()) throw new Error(`POST ${route}: ${answer.status()}`);
  };
  await post("/api/auth/first-admin", { token, ...ADMIN });
  await post("/api/auth/sign-in/email", { email: ADMIN.email, password: ADMIN.password });
}

/** The `Cookie` header of the first admin, who is made by this. */
export async function sessionOf(product) {
  const requests = await request.newContext();
  await signIn(requests, product);
  const { cookies } = await requests.storageState();
  await requests.dispose();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Runs in the page. */
function watch() {
  const seen = { asOf: [], regions: {} };
  globalThis.seen = seen;
  const look = () => {
    const nowMs = Date.now();
    const asOf = globalThis.document.querySelector("[data-freshness] time")?.getAttribute("datetime");
    if (asOf && seen.asOf.at(-1)?.[0] !== asOf) seen.asOf.push([asOf, nowMs]);
    for (const row of globalThis.document.querySelectorAll("tr[data-region]"))
      seen.regions[row.dataset.region] ??= nowMs;
  };
  look();
  const options = { subtree: true, childList: true, attributes: true, characterData: true };
  new globalThis.MutationObserver(look).observe(globalThis.document.body, options);
}
