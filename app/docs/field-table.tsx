import type { JsonObject } from "@/lib/http/openapi-types";
import { SchemaLink } from "./schema-link";

export interface Field {
  readonly name: string;
  readonly schema: JsonObject;
  readonly description: string;
}

/** Names, types and meanings. */
export function FieldTable({ caption, fields }: { caption: string; fields: readonly Field[] }) {
  return (
    <div className="mt-2 overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full text-left text-caption">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-ink-2">
            <th scope="col" className="py-1 pr-4 font-medium">
              Name
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              Type
            </th>
            <th scope="col" className="py-1 font-medium">
              Meaning
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name} className="border-b border-line align-top">
              <th scope="row" className="py-1 pr-4 font-mono font-normal">
                {field.name}
              </th>
              <td className="py-1 pr-4 font-mono">
                <SchemaLink schema={field.schema} />
              </td>
              <td className="py-1 text-ink-2">{field.description.replaceAll("`", "")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
