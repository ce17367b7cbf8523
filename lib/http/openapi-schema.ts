import * as z from "zod";
import type { JsonObject } from "./openapi-types";

const COMPONENTS = "#/components/schemas/";
const DEFINITIONS = /^#\/\$defs\//;

/** Kinds that take anything. */
const WHATEVER: readonly string[] = ["any", "unknown"];
const SAYS = ["type", "$ref", "anyOf", "oneOf", "allOf", "enum", "const", "not"];

/** Turns zod schemas into JSON Schema, and collects those that carry an `id` as components. */
export class SchemaCollector {
  readonly components: Record<string, JsonObject> = {};

  /** The schema as a document that refers to the components. It describes what travels: dates are strings, defaults may be absent. */
  of(schema: z.ZodType): JsonObject {
    const {
      $schema: _dialect,
      $defs,
      ...root
    } = z.toJSONSchema(schema, {
      io: "input",
      unrepresentable: "any", // a check of our own says by its meta data what it takes
      override: ({ zodSchema, jsonSchema }) => {
        const { type } = zodSchema._zod.def;
        if (!WHATEVER.includes(type) && !SAYS.some((key) => key in jsonSchema))
          throw new TypeError(`A schema of kind ${type} does not say what it takes.`);
        if (jsonSchema.format === "date-time") delete jsonSchema.pattern; // the format says it; the expression is a page long
      },
    }) as JsonObject & { $defs?: Record<string, JsonObject> };
    for (const [id, definition] of Object.entries($defs ?? {})) {
      const { id: _id, ...rest } = definition;
      this.components[id] = withComponentRefs(rest) as JsonObject;
    }
    return withComponentRefs(root) as JsonObject;
  }
}

function withComponentRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withComponentRefs);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "$ref" && typeof inner === "string"
        ? inner.replace(DEFINITIONS, COMPONENTS)
        : withComponentRefs(inner),
    ]),
  );
}
