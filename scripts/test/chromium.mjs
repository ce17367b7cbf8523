import { existsSync } from "node:fs";
import path from "node:path";
import { packageProgram } from "../start/package-program.mjs";
import { runCommand } from "../start/run-command.mjs";
import { step } from "../start/progress.mjs";
import { asRoot, hasApt } from "./apt.mjs";
import { findOnPath } from "./find-on-path.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * A browser for the tests: the machine's Chromium, else Playwright's own, else Debian's package where apt is there,
 * else Playwright's download. Returns the path for CHROMIUM_PATH; null means Playwright's own.
 */
export async function provideChromium(root, env = process.env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const found = findOnPath(NAMES);
  if (found) return found;
  if (await hasPlaywrightBrowser()) return null;
  const apt = hasApt() ? asRoot() : null;
  if (apt) {
    await step("Installing Chromium (apt)", () => apt.install("chromium"));
    return findOnPath(NAMES);
  }
  await step("Downloading Playwright's Chromium", () =>
    runCommand(
      process.execPath,
      [packageProgram(root, "@playwright/test", "playwright"), "install", "chromium"],
      {
        cwd: root,
        name: "playwright install chromium",
      },
    ),
  );
  return null;
}

async function hasPlaywrightBrowser() {
  const { chromium } = await import("@playwright/test");
  const executable = chromium.executablePath();
  return Boolean(executable) && existsSync(path.normalize(executable));
}
