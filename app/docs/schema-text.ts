import type { JsonObject } from "@/lib/http/openapi-types";

export interface SchemaText {
  readonly text: string;
  /** The component it refers to, if it does. */
  readonly component: string | null;
}

const COMPONENT = "#/components/schemas/";

/** A JSON Schema in a few words, such as `number or null, 0–100` or `list of RegionalMetrics`. */
export function schemaText(schema: JsonObject): SchemaText {
  if (typeof schema.$ref === "string") {
    const component = schema.$ref.slice(COMPONENT.length);
    return { text: component, component };
  }
  if (Array.isArray(schema.anyOf)) return joined(schema.anyOf as JsonObject[]);
  if (Array.isArray(schema.oneOf)) return joined(schema.oneOf as JsonObject[]);
  if (Array.isArray(schema.enum)) return plain(schema.enum.map((value) => JSON.stringify(value)).join(", "));
  if ("const" in schema) return plain(JSON.stringify(schema.const));
  if (schema.type === "array") return within("list of ", (schema.items ?? {}) as JsonObject);
  if (isMap(schema)) return within("by name: ", schema.additionalProperties as JsonObject);
  const name = schema.format === "date-time" ? "time" : (typeName(schema.type) ?? "any");
  return plain(`${name}${rangeText(schema)}`);
}

function isMap(schema: JsonObject): boolean {
  return typeof schema.additionalProperties === "object" && schema.properties === undefined;
}

function typeName(type: unknown): string | null {
  if (Array.isArray(type)) return type.join(" or ");
  return typeof type === "string" ? type : null;
}

/** JSON Schema's safe-integer bounds say nothing to a reader. */
function rangeText({ minimum, maximum }: JsonObject): string {
  const most = typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER ? maximum : null;
  const least = typeof minimum === "number" && minimum > Number.MIN_SAFE_INTEGER ? minimum : null;
  if (least !== null && most !== null) return `, ${least}–${most}`;
  if (least !== null) return `, at least ${least}`;
  return most === null ? "" : `, at most ${most}`;
}

function plain(text: string): SchemaText {
  return { text, component: null };
}

function within(prefix: string, schema: JsonObject): SchemaText {
  const inner = schemaText(schema);
  return { text: prefix + inner.text, component: inner.component };
}

function joined(schemas: readonly JsonObject[]): SchemaText {
  const parts = schemas.map(schemaText);
  return {
    text: parts.map((part) => part.text).join(" or "),
    component: parts.find((part) => part.component !== null)?.component ?? null,
  };
}
