import { barriers } from "./fixtures/barriers";
import { sendRemoteWrite } from "./fixtures/send-metrics";
import { expect, test } from "./fixtures/test";

const NAME = "acme_cart_checkouts_total";
const REGION = "mapped-region";
/** Until a flush has told of the name, or a cycle of the figure. */
const WINDOW = { timeout: 30_000 };

test("a name that is not used gets a rule: tried on what just arrived, in force without a restart", async ({
  page,
  real,
}) => {
  test.setTimeout(120_000);
  let total = 0;
  const send = () => {
    const labels = { __name__: NAME, dc: REGION, app: "cart" };
    return sendRemoteWrite(real, [{ labels, samples: [[Date.now(), (total += 600)]] }]);
  };
  await real.signIn(page);
  await page.goto(`${real.url}/settings/mappings`);
  await send();
  await page.getByRole("button", { name: `Map ${NAME}` }).click(WINDOW);

  const form = page.getByRole("form", { name: "Rule" });
  await form.getByLabel("Region from").selectOption("label");
  await form.getByLabel("Region", { exact: true }).fill("dc");
  await form.getByLabel("Service from").selectOption("label");
  await form.getByLabel("Service", { exact: true }).fill("app");
  await expect(form.getByRole("status")).toContainText("Matches 1 of");
  await expect(page.getByTestId("trial")).toContainText(`of ${REGION}, cart; not used now`);
  expect(await barriers(page)).toEqual([]);
  await form.getByRole("button", { name: "Save rule" }).click();

  const rule = page.locator(`[data-rule='${NAME}']`);
  await expect(rule).toContainText("requests (increase)");
  const sending = setInterval(() => void send().catch(() => undefined), 1_000);
  try {
    await page.goto(real.url);
    await expect(page.locator(`tr[data-region='${REGION}']`)).toContainText("/s", WINDOW);
  } finally {
    clearInterval(sending);
  }

  await page.goto(`${real.url}/settings/mappings`);
  const message = (text: string) => page.getByRole("listitem").filter({ hasText: text });
  await rule.getByRole("button", { name: "off" }).click();
  await expect(rule).toContainText(", off");
  await message(`The rule ${NAME} is off.`).getByRole("button", { name: "Undo" }).click();
  await expect(rule.getByRole("button", { name: "off" })).toBeVisible();
  await rule.getByRole("button", { name: "Delete" }).click();
  await expect(rule).toHaveCount(0);
  await message(`The rule ${NAME} is deleted.`).getByRole("button", { name: "Undo" }).click();
  await expect(rule).toContainText("requests (increase)");
  await rule.getByRole("button", { name: "Delete" }).click();
  await expect(rule).toHaveCount(0);
});
