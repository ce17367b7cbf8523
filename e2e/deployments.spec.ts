import { createHmac, randomUUID } from "node:crypto";
import { barriers } from "./fixtures/barriers";
import { API } from "./fixtures/api-client";
import { expect, test } from "./fixtures/test";

test("deployments are there as they are reported, by a pipeline and by GitHub's webhook with the admin's secret", async ({
  page,
  real,
}) => {
  await real.signIn(page);
  await page.goto(`${real.url}/settings/deployments`);
  await expect(page.getByText("No change has been reported yet.")).toBeVisible();
  await expect(page.getByTestId("github-state")).toContainText("Not configured");

  const report = (outcome: string) =>
    fetch(`${real.url}${API}/deployments`, {
      method: "POST",
      headers: { authorization: `Bearer ${real.ingestKey}`, "content-type": "application/json" },
      body: JSON.stringify({ external_id: "run-1", service: "checkout", version: "2.7.1", outcome }),
    });
  expect((await report("in_progress")).status).toBe(201);
  const row = page.locator("[data-deployment='run-1']");
  await expect(row).toContainText("In progress");
  expect((await report("failed")).status).toBe(201);
  await expect(row).toContainText("Failed");
  await expect(row).toContainText("Deployment 2.7.1");

  await page.getByRole("button", { name: "Set it up" }).click();
  const form = page.getByRole("form", { name: "GitHub’s webhook" });
  await form.getByLabel("Secret").fill("too short");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("secret");
  await form.getByRole("button", { name: "Make one" }).click();
  const secret = await form.getByLabel("Secret").inputValue();
  await form.getByRole("button", { name: "Add a rule" }).click();
  await form.getByLabel("Repository").fill("acme/shop");
  await form.getByLabel("belongs to service").fill("storefront");
  expect(await barriers(page)).toEqual([]);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByTestId("github-state")).toContainText("1 rule says where deployments belong.");
  expect(await page.content()).not.toContain(secret);

  expect(await deliver(real.url, "another secret altogether")).toBe(401);
  expect(await deliver(real.url, secret)).toBe(201);
  await expect(page.locator("[data-deployment='acme/shop#7']")).toContainText("storefront");
});

/** GitHub's `deployment` event; resolves with the answer's code. */
async function deliver(baseUrl: string, secret: string): Promise<number> {
  const createdAt = new Date().toISOString();
  const body = JSON.stringify({
    repository: { name: "shop", full_name: "acme/shop", html_url: "https://github.example/acme/shop" },
    deployment: { id: 7, sha: "abc", task: "deploy", environment: "production", created_at: createdAt, payload: {} }, // prettier-ignore
  });
  const answer = await fetch(`${baseUrl}/api/v1/integrations/github/deployments`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "deployment",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
  });
  return answer.status;
}
