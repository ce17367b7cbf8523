import { readdirSync } from "node:fs";
import path from "node:path";
import { validate } from "@readme/openapi-parser";
import { describe, expect, test } from "vitest";
import { openapiDocument } from "@/lib/http/openapi-document";
import type { JsonObject } from "@/lib/http/openapi-types";
import { REGISTERED_ROUTES } from "./registered-routes";

const ROOT = path.join(import.meta.dirname);
/** The description itself is not an answer of the API; others' webhooks have shapes of their own. */
const NOT_DECLARED = new Set([
  "/api/v1/openapi.json",
  "/api/v1/integrations/alertmanager",
  "/api/v1/integrations/github/deployments",
  "/api/v1/integrations/grafana",
]);

function servedPaths(): string[] {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => `/api/v1/${path.dirname(file).replaceAll(path.sep, "/")}`.replace(/\[(\w+)\]/g, "{$1}"))
    .filter((served) => !NOT_DECLARED.has(served))
    .sort();
}

const document = openapiDocument(REGISTERED_ROUTES);

describe("what is served and what is described are the same", () => {
  test("every route file is registered, and nothing else", () => {
    expect([...new Set(REGISTERED_ROUTES.map((route) => route.path))].sort()).toEqual(servedPaths());
  });

  test("the document has every registered operation, with a name of its own", () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const names = operations.map((operation) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path: served, method } of REGISTERED_ROUTES)
      expect(document.paths[served]).toHaveProperty(method.toLowerCase());
  });
});

describe("the OpenAPI document", () => {
  test("is valid OpenAPI 3.1 and every reference leads somewhere", async () => {
    const copy = JSON.parse(JSON.stringify(document)) as never;
    const result = await validate(copy);
    expect(result).toMatchObject({ valid: true });
  });

  test.each(["400", "401", "403"])("names the refusal %s of every protected operation", (status) => {
    for (const { path: served, method, declaration } of REGISTERED_ROUTES) {
      if (declaration.scope === null) continue;
      const { responses } = document.paths[served][method.toLowerCase()];
      expect(Object.keys(responses), `${method} ${served}`).toContain(status);
    }
  });

  test("names 304 for every GET", () => {
    for (const { path: served, method } of REGISTERED_ROUTES)
      if (method === "GET") expect(Object.keys(document.paths[served].get.responses)).toContain("304");
  });

  test("has the ingest endpoints and both ways to sign in", () => {
    expect(document.paths).toHaveProperty(["/api/v1/write", "post"]);
    expect(document.paths).toHaveProperty(["/v1/metrics", "post"]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(["bearerKey", "sessionCookie"]);
  });

  test("says how every figure is made and in which unit", () => {
    const { properties } = document.components.schemas.GlobalMetrics as {
      properties: Record<string, JsonObject>;
    };
    for (const [name, property] of Object.entries(properties)) {
      const described =
        "$ref" in property || typeof property.description === "string" || name === "penalties";
      expect(described || "anyOf" in property, name).toBe(true);
    }
    expect(properties.global_latency_p99).toMatchObject({ "x-unit": "ms" });
    expect(properties.availability).toMatchObject({ "x-unit": "per cent" });
  });
});
