import type { JsonObject } from "@/lib/http/openapi-types";
import { FieldTable } from "./field-table";
import { SchemaLink } from "./schema-link";

/** One named schema: what it is, and its fields with unit and method. */
export function SchemaSection({ name, schema }: { name: string; schema: JsonObject }) {
  const properties = schema.properties as Record<string, JsonObject> | undefined;
  return (
    <section id={`schema-${name}`} className="mt-6">
      <h3 className="font-mono font-semibold">{name}</h3>
      {typeof schema.description === "string" && <p className="mt-1 text-ink-2">{schema.description}</p>}
      {properties ? (
        <FieldTable
          caption={`Fields of ${name}`}
          fields={Object.entries(properties).map(([field, inner]) => ({
            name: field,
            schema: inner,
            description: describe(inner),
          }))}
        />
      ) : (
        <p className="mt-1 font-mono text-caption">
          <SchemaLink schema={schema} />
        </p>
      )}
    </section>
  );
}

/** zod puts a nullable's description beside `anyOf`, or on its first branch. */
function describe(schema: JsonObject): string {
  if (typeof schema.description === "string") return schema.description;
  const branches = (schema.anyOf ?? []) as JsonObject[];
  const described = branches.find((branch) => typeof branch.description === "string");
  return (described?.description as string | undefined) ?? "";
}
