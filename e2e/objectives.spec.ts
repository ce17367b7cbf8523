import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "@playwright/test";
import { objectiveListResponseSchema, type ObjectiveContract } from "@/lib/contracts/objective";
import { graveBarriers } from "./fixtures/barriers";
import { API } from "./fixtures/api-client";
import { signInAs, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";

const SERVICE = "checkout";
/** Assessed at once after a change. */
const ASSESSED = { timeout: 20_000 };

const objectivesOf = async (demo: System) =>
  (await demo.api.read("/objectives", objectiveListResponseSchema)).data;
const settingsOf = ({ kind, region, service, target, window_days }: ObjectiveContract) => ({
  ...{ kind, region, service, target, window_days },
});
const send = (context: BrowserContext, demo: System, method: "PUT" | "DELETE", id: string, data?: object) =>
  context.request.fetch(`${demo.url}${API}/objectives/${id}`, {
    method,
    maxRetries: 2, // the server may just have closed an idle connection
    data,
    headers: { origin: demo.url, "if-match": "*" },
  });

/** Whatever a test changes, the others find as it was. */
async function leaveAsFound(page: Page, demo: System, run: () => Promise<void>): Promise<void> {
  const before = await objectivesOf(demo);
  try {
    await run();
  } finally {
    for (const after of await objectivesOf(demo)) {
      const was = before.find(({ id }) => id === after.id);
      if (was === undefined) await send(page.context(), demo, "DELETE", after.id);
      else await send(page.context(), demo, "PUT", after.id, settingsOf(was));
    }
  }
}

/** A demo that just started has something to judge after its first windows, which are looked at once a minute. */
const untilJudged = (demo: System) =>
  expect
    .poll(async () => (await objectivesOf(demo)).map(({ standing }) => (standing?.budget ?? null) !== null), {
      timeout: 90_000,
    })
    .toEqual([true, true, true, true]);

const own = async (demo: System) => (await objectivesOf(demo)).find(({ service }) => service === SERVICE);
const rowOf = (page: Page, text: string | RegExp) =>
  page
    .getByRole("region", { name: "Objectives", exact: true })
    .locator("tr[data-row]")
    .filter({ hasText: text });

test("an admin adds an objective, sees how it stands, changes it, deletes it and has it back", async ({
  page,
  demo,
}) => {
  test.setTimeout(360_000);
  await untilJudged(demo);
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/objectives`);
    await page.getByRole("button", { name: "Add an objective" }).click();
    const form = page.getByRole("form", { name: "Add an objective" });
    await form.getByLabel("What").selectOption("p95 latency");
    await form.getByLabel("Service").selectOption(SERVICE);
    await form.getByLabel("At most, ms").fill("fast");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.locator("[data-problem]")).toHaveText("It must be a number.");
    await expect(form.getByLabel("At most, ms")).toBeFocused();
    await form.getByLabel("At most, ms").fill("9000");
    await form.getByLabel("Window").selectOption("7 days");
    await form.getByRole("button", { name: "Save" }).click();

    const row = rowOf(page, SERVICE);
    await expect(row).toContainText(/p95 latency at most 9,000\sms/);
    await expect(row.locator("[data-budget]")).toHaveText(/100\s%/, ASSESSED);
    await expect(row.locator("[data-column='state']")).toHaveText("Met");
    await expect(row.locator("[data-column='burn']")).toHaveText("0×");
    await expect(row.locator("[data-column='exhaustion']")).toHaveText("Lasts");
    expect(await own(demo)).toMatchObject({ target: 9_000, window_days: 7, standing: { state: "met" } });

    // The same again is a conflict that says so.
    await page.getByRole("button", { name: "Add an objective" }).click();
    await form.getByLabel("What").selectOption("p95 latency");
    await form.getByLabel("Service").selectOption(SERVICE);
    await form.getByLabel("At most, ms").fill("80");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.getByRole("alert")).toContainText("already");
    await form.getByRole("button", { name: "Cancel" }).click();

    // A target that the quiet fleet cannot keep.
    await row.getByRole("button", { name: /^Edit/ }).click();
    const change = page.getByRole("form", { name: "Change an objective" });
    await change.getByLabel("At most, ms").fill("1");
    await change.getByRole("button", { name: "Save" }).click();
    await expect(row.locator("[data-column='state']")).toHaveText("Burns fast", ASSESSED);
    await expect(row.locator("[data-column='burn']")).toHaveText("20.0×");

    await row.getByRole("button", { name: /^Delete/ }).click();
    await expect(row).toHaveCount(0);
    expect(await own(demo)).toBeUndefined();
    const message = page.getByRole("listitem").filter({ hasText: "deleted." });
    await message.getByRole("button", { name: "Undo" }).click();
    await expect(row).toContainText(/at most 1\sms/);
    expect(await own(demo)).toMatchObject({ target: 1, window_days: 7, region: null });
  });
});

test("who burns: regions and services under the objectives for everything, by kind", async ({
  page,
  demo,
}) => {
  test.setTimeout(180_000); // a demo that just started judges within two minutes
  await untilJudged(demo);
  await signInAs(page.context(), demo, "executive");
  await page.goto(`${demo.url}/settings/objectives`);
  const spenders = page.getByRole("region", { name: "Who spends the budgets" }).first();
  await expect(spenders.locator("tr[data-row]")).toHaveCount(17, { timeout: 90_000 }); // 5 regions, 12 services
  await expect(spenders.locator("[data-budget]").first()).toHaveText(/%/);
  await spenders.getByText("p95 latency", { exact: true }).click();
  await expect(spenders).toContainText(/p95 latency at most 85\sms/);
  expect(await graveBarriers(page)).toEqual([]);
});

test("a region's and a service's own page say how objectives stand there", async ({ page, demo }) => {
  test.setTimeout(180_000);
  await untilJudged(demo);
  await signInAs(page.context(), demo, "executive");
  for (const [path, place] of [
    ["/regions/eu-west-1", "EU West"],
    [`/services/${SERVICE}`, SERVICE],
  ]) {
    await page.goto(demo.url + path);
    const card = page.locator("section", { has: page.getByRole("heading", { name: "Objectives" }) });
    await expect(card.locator("tr[data-row]")).toHaveCount(4, { timeout: 90_000 });
    await expect(card.locator("[data-column='where']")).toHaveText(Array(4).fill(place));
    await expect(card.locator("[data-budget]")).toHaveCount(4);
  }
  await page.getByRole("link", { name: "All objectives" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Objectives" })).toBeVisible();
});

test("an executive sees objectives and exports them, but changes none", async ({ page, demo }) => {
  await signInAs(page.context(), demo, "executive");
  await page.goto(`${demo.url}/settings/objectives`);
  await expect(rowOf(page, /Availability at least 99\.99/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Export OpenSLO" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Add|Edit|Delete|Import)/ })).toHaveCount(0);
  const [{ id }] = await objectivesOf(demo);
  expect((await send(page.context(), demo, "DELETE", id)).status()).toBe(403);
});

test("OpenSLO: what is exported is unchanged when it comes back; what is not understood is told by line", async ({
  page,
  demo,
}) => {
  await signInAs(page.context(), demo, "admin");
  await leaveAsFound(page, demo, async () => {
    await page.goto(`${demo.url}/settings/objectives`);
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export OpenSLO" }).click();
    const file = await (await downloading).path();

    await page.getByRole("button", { name: "Import OpenSLO" }).click();
    const form = page.getByRole("form", { name: "Import OpenSLO" });
    await form.getByLabel("File").setInputFiles({
      ...{ name: "objectives.yaml", mimeType: "application/yaml" },
      buffer: await readFile(file),
    });
    const text = form.getByLabel("Or its text");
    await expect(text).toHaveValue(/apiVersion: openslo\/v1/);
    await form.getByRole("button", { name: "Show what it would do" }).click();
    const report = form.locator("[data-report]");
    await expect(report).toContainText("4 objectives unchanged.");
    await expect(form.getByRole("button", { name: /^Import/ })).toHaveCount(0);

    const yaml = await text.inputValue();
    const broken = yaml.replace("isRolling: true", "isRolling: true\n      colour: blue");
    await text.fill(broken);
    await form.getByRole("button", { name: "Show what it would do" }).click();
    const line = broken.split("\n").findIndex((each) => each.includes("colour")) + 1;
    await expect(report.locator(`[data-line='${line}']`)).toContainText(
      "colour: is not understood. Refused.",
    );
    await expect(form.getByRole("button", { name: /^Import/ })).toHaveCount(0);
    expect(await graveBarriers(page)).toEqual([]);

    await text.fill(yaml.replace("value: 85", "value: 84"));
    await form.getByRole("button", { name: "Show what it would do" }).click();
    await expect(report).toContainText(/p95 latency at most 84\sms, Everything \(was 85\sms\)/);
    await form.getByRole("button", { name: "Import 1 change" }).click();
    await expect(rowOf(page, /p95 latency at most 84\sms/)).toBeVisible();
    await expect(page.getByText("1 objective changed, 3 unchanged.")).toBeVisible();
  });
});
