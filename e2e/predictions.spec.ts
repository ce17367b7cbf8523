import type { BrowserContext, Page } from "@playwright/test";
import {
  predictionListResponseSchema,
  predictionRecordResponseSchema,
  predictionReplayResponseSchema,
} from "@/lib/contracts/prediction";
import {
  predictionRuleListResponseSchema,
  type PredictionRuleContract,
} from "@/lib/contracts/prediction-rule";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { graveBarriers, sidewaysPx } from "./fixtures/barriers";
import { API } from "./fixtures/api-client";
import { signInAs, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const REGION = "eu-west-1";
const NAME = "EU West";
const REMEMBERED = "foretold";
const DAYS = 6;
const STEP_MS = 5 * MINUTE_MS;

const rulesOf = async (demo: System) =>
  (await demo.api.read("/prediction-rules", predictionRuleListResponseSchema)).data;
const bodyOf = ({
  kind,
  region,
  threshold,
  open_probability,
  enabled,
  services,
}: PredictionRuleContract) => ({
  ...{ kind, region, threshold, open_probability, enabled, services },
});
const send = (context: BrowserContext, demo: System, method: "PUT" | "DELETE", id: string, data?: object) =>
  context.request.fetch(`${demo.url}${API}/prediction-rules/${id}`, {
    method,
    maxRetries: 2, // the server may just have closed an idle connection
    data,
    headers: { origin: demo.url, "if-match": "*" },
  });

/** Whatever a test changes, the others find as it was. */
async function leaveAsFound(page: Page, demo: System, run: () => Promise<void>): Promise<void> {
  const before = await rulesOf(demo);
  try {
    await run();
  } finally {
    for (const after of await rulesOf(demo)) {
      const was = before.find(({ id }) => id === after.id);
      if (was === undefined) await send(page.context(), demo, "DELETE", after.id);
      else await send(page.context(), demo, "PUT", after.id, bodyOf(was));
    }
  }
}

const ruleRow = (page: Page, kind: string, where: string) =>
  page
    .getByRole("region", { name: "Rules", exact: true })
    .locator("tr[data-row]")
    .filter({
      has: page.getByRole("rowheader", { name: kind }),
      hasText: where,
    });

/** CPU that climbs above 80 % on each day's evening for an hour, a little differently. */
function openMetrics(toMs: number): string {
  const lines = ["# TYPE system_cpu_utilization_ratio gauge"];
  for (let atMs = toMs - DAYS * DAY_MS; atMs < toMs; atMs += STEP_MS) {
    const ofDay = (atMs % DAY_MS) / DAY_MS;
    const wobble = 0.015 * Math.sin(atMs / STEP_MS);
    const cpu = 0.62 - 0.26 * Math.cos(2 * Math.PI * (ofDay - 0.3)) + wobble;
    lines.push(`system_cpu_utilization_ratio{region="${REMEMBERED}"} ${cpu.toFixed(4)} ${atMs / SECOND_MS}`);
  }
  return [...lines, "# EOF", ""].join("\n");
}

test("imported history is replayed, and its record is on the page: how often what was said came true", async ({
  page,
  real,
}) => {
  test.setTimeout(420_000);
  const minute = Math.floor(Date.now() / STEP_MS) * STEP_MS;
  await real.signIn(page);
  await page.goto(`${real.url}/settings/history`);
  await page.getByLabel("File to upload").setInputFiles({
    ...{ name: "cpu.om", mimeType: "text/plain" },
    buffer: Buffer.from(openMetrics(minute - 10 * MINUTE_MS)),
  });
  const importedMs = Date.now();
  await page.getByRole("button", { name: "Import file" }).click();
  await expect(page.getByTestId("import-state").first()).toHaveText("Done", { timeout: 60_000 });

  // The next run finds the history; a replay goes day by day. An earlier one, of what others imported, may have ended before.
  const replayed = async () => {
    const { data } = await real.api.read("/predictions/replay", predictionReplayResponseSchema);
    return Date.parse(data.started_at ?? "") > importedMs ? data.state : "not begun";
  };
  await expect.poll(replayed, { timeout: 300_000, intervals: [2_000] }).toBe("done");
  const { data: record } = await real.api.read("/predictions/record", predictionRecordResponseSchema);
  const cpu = record.kinds.find(({ kind }) => kind === "cpu_saturation_prediction");
  expect(cpu?.breaches).toBeGreaterThanOrEqual(DAYS - 2);

  await page.goto(`${real.url}/predictions`);
  await expect(page.locator("[data-record]")).toContainText(/foretold by nothing/);
  const row = page.locator("tr[data-row='cpu_saturation_prediction']");
  await expect(row.locator("[data-column='missed']")).toHaveText(String(cpu!.missed));
  await expect(row.locator("[data-column='resolved']")).toContainText(`${cpu!.resolved}unproven`);
  await expect(page.getByTestId("reliability-summary")).toContainText(/assessments within 4\sh/);
  await page.getByRole("group", { name: "Within" }).getByText("24\u2009h", { exact: true }).click();
  await expect(page.getByTestId("reliability-summary")).toContainText(/assessments within 24\sh/);

  const all = await real.api.read("/alerts/predictive?state=resolved", predictionListResponseSchema);
  const closed = page.locator("[data-part='Closed predictions, newest first']");
  await expect(closed.locator("tr[data-row]")).toHaveCount(Math.min(all.data.length, 50));
  expect(await graveBarriers(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await sidewaysPx(page)).toBe(0);
});

test("an admin changes a rule by keyboard, tries it on the history before, and takes it back", async ({
  page,
  demo,
}) => {
  test.setTimeout(120_000);
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/predictions`);
    const row = ruleRow(page, "CPU saturation", "Every region");
    await expect(row.locator("[data-column='threshold']")).toHaveText(/80\s%/);
    await row.getByRole("button", { name: "Edit CPU saturation, every region" }).focus();
    await page.keyboard.press("Enter");
    const form = page.getByRole("form", { name: "Change a rule" });
    const threshold = form.getByLabel("Threshold, per cent");
    await threshold.focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("100");
    await page.keyboard.press("Enter");
    await expect(form.locator("[data-problem]")).toHaveText(
      "It must be more than 0 and less than 100 (per cent).",
    );
    await expect(threshold).toBeFocused();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("75");
    for (const stop of ["Told from, per cent", "Predict it", "Of services too"]) {
      await page.keyboard.press("Tab");
      await expect(form.getByLabel(stop)).toBeFocused();
    }
    await page.keyboard.press("Tab");
    await expect(form.getByRole("button", { name: "Try it on the last 28 days" })).toBeFocused();
    await page.keyboard.press("Enter");
    const preview = form.locator("[data-preview]").getByRole("status");
    await expect(preview).toContainText(/It would(?: not)? have fired|too little history|no series/, {
      timeout: 60_000,
    });
    await threshold.focus();
    await page.keyboard.type("0");
    await expect(preview).toHaveText("What was typed since is not tried yet.");
    await page.keyboard.press("Backspace");
    expect(await graveBarriers(page)).toEqual([]);
    await page.keyboard.press("Enter");

    await expect(row.locator("[data-column='threshold']")).toHaveText(/75\s%/);
    const message = page.getByRole("listitem").filter({ hasText: "CPU saturation: saved." });
    await message.getByRole("button", { name: "Undo" }).press("Enter");
    await expect(row.locator("[data-column='threshold']")).toHaveText(/80\s%/);
  });
});

test("a region has a rule of its own, which can be deleted and had back; the built-in one cannot", async ({
  page,
  demo,
}) => {
  test.setTimeout(120_000);
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/predictions`);
    await page.getByRole("button", { name: "Add a rule for a region" }).click();
    const form = page.getByRole("form", { name: "Add a rule for a region" });
    await form.getByLabel("What", { exact: true }).selectOption("Latency degradation");
    await expect(form.getByLabel("Threshold, ms")).toHaveValue("200");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.locator("[data-problem]")).toHaveText("It must be chosen.");
    await form.getByLabel("Region").selectOption(NAME);
    await form.getByLabel("Threshold, ms").fill("350");
    await form.getByLabel("Predict it").uncheck();
    await form.getByLabel("Of services too").uncheck();
    await form.getByRole("button", { name: "Save" }).click();

    const row = ruleRow(page, "Latency degradation", NAME);
    await expect(row.locator("[data-column='threshold']")).toHaveText(/350\sms/);
    await expect(row.locator("[data-column='enabled']")).toHaveText("Off");
    await expect(row.locator("[data-column='services']")).toHaveText("No");
    expect(await rulesOf(demo)).toContainEqual(
      expect.objectContaining({ region: REGION, threshold: 350, enabled: false, services: false }),
    );
    await row.getByRole("button", { name: /^Delete/ }).click();
    await expect(row).toHaveCount(0);
    await page
      .getByRole("listitem")
      .filter({ hasText: "deleted." })
      .getByRole("button", { name: "Undo" })
      .click();
    await expect(row.locator("[data-column='threshold']")).toHaveText(/350\sms/);
    await expect(
      ruleRow(page, "Latency degradation", "Every region").getByRole("button", { name: /^Delete/ }),
    ).toHaveCount(0);
  });
});

test("an executive sees predictions and when they are made, and changes none of it", async ({
  page,
  demo,
}) => {
  test.setTimeout(180_000);
  await signInAs(page.context(), demo, "executive");
  await page.goto(`${demo.url}/settings/predictions`);
  await expect(ruleRow(page, "CPU saturation", "Every region")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Add|Edit|Delete)/ })).toHaveCount(0);
  const [rule] = await rulesOf(demo);
  expect((await send(page.context(), demo, "PUT", rule!.id, bodyOf(rule!))).status()).toBe(403);
  const cancelled = await page.context().request.post(`${demo.url}${API}/predictions/replay/cancel`, {
    headers: { origin: demo.url },
  });
  expect(cancelled.status()).toBe(403);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Predictions" }).click();
  await expect(page).toHaveURL(`${demo.url}/predictions`);
  // The first run comes with the first closed window of five minutes.
  await expect(page.locator("[data-assessed]")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/predicted to break|open|:/);
  await expect(page.getByRole("button", { name: /replay/ })).toHaveCount(0);
  expect(await graveBarriers(page)).toEqual([]);
});
