import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { REGISTERED_ROUTES } from "@/app/api/v1/registered-routes";
import DocsPage from "./page";

const html = renderToStaticMarkup(createElement(DocsPage));

test("every operation is there, with its path", () => {
  for (const { path, method } of REGISTERED_ROUTES) expect(html).toContain(`${method} ${path}`);
  expect(html).toContain("POST /api/v1/write");
  expect(html).toContain("POST /v1/metrics");
});

test("every link within the page leads somewhere, and no id is there twice", () => {
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
  expect(targets.length).toBeGreaterThan(REGISTERED_ROUTES.length);
  for (const target of targets) expect(ids).toContain(target);
});

test("a figure stands with its unit and the way it is made", () => {
  expect(html).toMatch(/global_latency_p99.*?99th percentile of merged histograms.*?\(ms\)/s);
});
