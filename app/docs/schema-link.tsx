import type { JsonObject } from "@/lib/http/openapi-types";
import { schemaText } from "./schema-text";

/** A schema in a few words, linked to the component that it names. */
export function SchemaLink({ schema }: { schema: JsonObject }) {
  const { text, component } = schemaText(schema);
  if (component === null) return <span>{text}</span>;
  return (
    <a className="inline-block py-1 text-accent hover:underline" href={`#schema-${component}`}>
      {text}
    </a>
  );
}
