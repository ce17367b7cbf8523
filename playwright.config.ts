import { defineConfig } from "@playwright/test";

/** Playwright's own browser, unless scripts/test.mjs found another (CHROMIUM_PATH). */
const executablePath = process.env.CHROMIUM_PATH || undefined;
const CHROMIUM_ARGS = [
  "--no-sandbox", // tests may run as root, where the sandbox refuses to
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Browser tests against the production build (`npm test` builds it; scripts/start.mjs does otherwise). They start the
 * systems that they look at, see e2e/fixtures. One worker: the systems share the machine, and one after the other is
 * how their timing can be judged.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/global-setup.ts",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  projects: [
    // First and alone: the shared systems of the others are not running yet.
    { name: "start", testMatch: /start-journey\.spec\.ts/ },
    { name: "product", testIgnore: /start-journey\.spec\.ts/ },
  ],
  use: {
    actionTimeout: 20_000, // a button that cannot be pressed is a fault of its own, not the whole test's time
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: { executablePath, args: CHROMIUM_ARGS },
  },
});
