import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/http/openapi-types";
import { schemaText } from "./schema-text";

test.each<[JsonObject, string, string | null]>([
  [{ type: "string" }, "string", null],
  [{ type: "string", format: "date-time" }, "time", null],
  [
    { anyOf: [{ type: "number", minimum: 0, maximum: 100 }, { type: "null" }] },
    "number, 0–100 or null",
    null,
  ],
  [{ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, "integer, at least 0", null],
  [{ enum: ["a", "b"] }, '"a", "b"', null],
  [{ const: "success" }, '"success"', null],
  [{ $ref: "#/components/schemas/Meta" }, "Meta", "Meta"],
  [{ type: "array", items: { $ref: "#/components/schemas/ApiKey" } }, "list of ApiKey", "ApiKey"],
  [{ type: "object", additionalProperties: { type: "number" } }, "by name: number", null],
  [{ type: ["integer", "string"] }, "integer or string", null],
  [{}, "any", null],
])("%j reads %s", (schema, text, component) => {
  expect(schemaText(schema)).toEqual({ text, component });
});
