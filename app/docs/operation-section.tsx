import type { JsonObject, OpenapiOperation, OpenapiParameter } from "@/lib/http/openapi-types";
import { FieldTable } from "./field-table";
import { SchemaLink } from "./schema-link";

interface OperationSectionProps {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenapiOperation;
}

/** One operation: what it does, what it takes, what it answers. */
export function OperationSection({ path, method, operation }: OperationSectionProps) {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  return (
    <article id={operationId} className="mt-6 rounded-card border border-line bg-card p-4">
      <h3 className="font-mono text-body font-semibold break-all">
        {method.toUpperCase()} {path}
      </h3>
      <p className="mt-1">{summary}</p>
      {description && <p className="mt-1 text-ink-2">{description.replaceAll("`", "")}</p>}
      {parameters.length > 0 && (
        <FieldTable caption={`Parameters of ${operationId}`} fields={parameters.map(parameterField)} />
      )}
      {requestBody && <Content title="Body" content={requestBody.content} />}
      <ul className="mt-3 space-y-1 text-caption">
        {Object.entries(responses).map(([status, response]) => (
          <li key={status}>
            <span className="font-mono font-semibold">{status}</span>{" "}
            <span className="text-ink-2">{response.description.replaceAll("`", "")}</span>
            {status.startsWith("2") && response.content && (
              <Content title="Answer" content={response.content} />
            )}
          </li>
        ))}
      </ul>
    </article>
  );
}

function parameterField(parameter: OpenapiParameter) {
  const need = parameter.required ? "Required. " : "";
  const fallback =
    parameter.schema.default === undefined ? "" : ` Default ${String(parameter.schema.default)}.`;
  const { default: _shown, ...schema } = parameter.schema;
  return {
    name: parameter.in === "query" ? parameter.name : `${parameter.name} (${parameter.in})`,
    schema,
    description: `${need}${parameter.description ?? ""}${fallback}`,
  };
}

function Content({ title, content }: { title: string; content: Record<string, { schema: JsonObject }> }) {
  return (
    <>
      {Object.entries(content).map(([type, { schema }]) => {
        const properties = (schema.properties ?? {}) as Record<string, JsonObject>;
        const data = properties.data ?? null;
        return (
          <p key={type} className="mt-1 text-caption">
            {title}, <span className="font-mono">{type}</span>:{" "}
            <span className="font-mono">
              {data ? (
                <>
                  data: <SchemaLink schema={data} />
                </>
              ) : Object.keys(properties).length > 0 ? (
                Object.keys(properties).join(", ")
              ) : (
                <SchemaLink schema={schema} />
              )}
            </span>
          </p>
        );
      })}
    </>
  );
}
