import { DEFAULT_EXPRESSIONS, expandExpression } from "@/lib/domain/source-expressions";
import { startFakeEngine, type FakeEngine } from "@/lib/sources/fake-engine.fixture";
import { barriers } from "./fixtures/barriers";
import { expect, test } from "./fixtures/test";

const REGION = "read-in-place";
const PER_SECOND = 1_234;
const SECRET = "a-tenant-nobody-sees";
/** What the form's own defaults ask. */
const SCOPE = { regionLabel: "region", serviceLabel: "service", rangeSeconds: 60 };

let engine: FakeEngine;
test.beforeAll(async () => {
  engine = await startFakeEngine();
  const requests = expandExpression(DEFAULT_EXPRESSIONS.requests.query, SCOPE);
  engine.series = new Map([
    [requests, [{ labels: { region: REGION, service: "shop" }, value: () => PER_SECOND }]],
  ]);
});
test.afterAll(() => engine.close());

test("an admin adds an engine, tries it out first, and its region lives; it can be switched off and removed", async ({
  page,
  real,
}) => {
  test.setTimeout(150_000);
  await real.signIn(page);
  await page.goto(`${real.url}/settings/sources`);
  await page.getByRole("button", { name: "Add a source" }).click();
  const form = page.getByRole("form", { name: "Add a source" });
  await form.getByLabel("Name", { exact: true }).fill("the engine");
  await form.getByLabel("Address").fill("http://10.0.0.9:9090");
  await form.getByRole("button", { name: "Try it out" }).click();
  await expect(form.locator("[data-tried=requests]")).toContainText("OUTGOING_ALLOW=10.0.0.9");

  await form.getByLabel("Address").fill(engine.url);
  await form.getByRole("button", { name: "Add a header" }).click();
  await form.getByLabel("Name of header 1").fill("X-Scope-OrgID");
  await form.getByLabel("Value of header 1").fill(SECRET);
  await form.getByRole("button", { name: "Try it out" }).click();
  await expect(form.locator("[data-tried=requests]")).toContainText(`${REGION} · shop: ${PER_SECOND}`);
  await form.getByText("Expressions", { exact: true }).click();
  expect(await barriers(page)).toEqual([]);
  await form.getByRole("button", { name: "Save" }).click();

  const card = page.locator("[data-source='the engine']");
  await expect(card.getByText("Live", { exact: true })).toBeVisible({ timeout: 40_000 });
  expect(await page.content()).not.toContain(SECRET);
  await page.goto(real.url);
  await expect(page.locator(`tr[data-region='${REGION}']`)).toContainText("1.23 k/s", { timeout: 30_000 });

  await page.goto(`${real.url}/settings/sources`);
  await card.getByRole("button", { name: "Disable" }).click();
  await expect(card.getByText("Disabled", { exact: true })).toBeVisible();
  await card.getByRole("button", { name: "Delete" }).click();
  await card.getByRole("button", { name: "Delete the engine" }).click();
  await expect(page.getByText("No engine is read yet.")).toBeVisible();
});
