import type { Metadata } from "next";
import Link from "next/link";
import { REGISTERED_ROUTES } from "@/app/api/v1/registered-routes";
import { ProductMark } from "@/components/shell/product-mark";
import { openapiDocument } from "@/lib/http/openapi-document";
import type { OpenapiDocument, OpenapiOperation } from "@/lib/http/openapi-types";
import { OperationSection } from "./operation-section";
import { SchemaSection } from "./schema-section";

export const metadata: Metadata = { title: "API" };

/** The API's description, readable: made of the same document that /api/v1/openapi.json serves. */
export default function DocsPage() {
  const document = openapiDocument(REGISTERED_ROUTES);
  return (
    <main className="mx-auto max-w-5xl px-4 py-10">
      <Link
        className="mb-4 flex w-fit items-center gap-2.5 py-1 text-[15px] font-[650] tracking-[-0.01em] hover:underline"
        href="/"
      >
        <ProductMark />
        Hyperscale Monitoring
      </Link>
      <h1 className="text-2xl font-semibold">{document.info.title} API</h1>
      <p className="mt-3 text-ink-2">{document.info.description.replaceAll("`", "")}</p>
      <p className="mt-3">
        <a className="text-accent underline" href="/api/v1/openapi.json">
          OpenAPI 3.1 document
        </a>{" "}
        · version {document.info.version}
      </p>
      <SignIn />
      <Contents document={document} />
      {document.tags.map((tag) => (
        <section key={tag.name} id={tag.name} className="mt-12">
          <h2 className="text-xl font-semibold capitalize">{tag.name}</h2>
          <p className="mt-1 text-ink-2">{tag.description}</p>
          {operationsOf(document, tag.name).map(({ path, method, operation }) => (
            <OperationSection key={operation.operationId} path={path} method={method} operation={operation} />
          ))}
        </section>
      ))}
      <section id="schemas" className="mt-12">
        <h2 className="text-xl font-semibold">Schemas</h2>
        {Object.entries(document.components.schemas)
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([name, schema]) => (
            <SchemaSection key={name} name={name} schema={schema} />
          ))}
      </section>
    </main>
  );
}

function SignIn() {
  return (
    <section className="mt-6">
      <h2 className="text-xl font-semibold">Authorisation</h2>
      <p className="mt-1 text-ink-2">
        Send a read key, or an ingest key for the ingest endpoints. A session of somebody signed in works too,
        for requests from our own pages.
      </p>
      <pre
        className="mt-2 overflow-x-auto rounded-card border border-line bg-card p-3 font-mono text-caption"
        tabIndex={0}
      >
        {
          'curl -H "Authorization: Bearer $KEY" http://127.0.0.1:3000/api/v1/hyperscale-monitoring/metrics/global'
        }
      </pre>
    </section>
  );
}

function Contents({ document }: { document: OpenapiDocument }) {
  return (
    <nav aria-label="Operations" className="mt-6 rounded-card border border-line bg-card p-4">
      <ul className="gap-8 space-y-4 md:columns-2">
        {document.tags.map((tag) => (
          <li key={tag.name} className="break-inside-avoid">
            <a className="font-semibold capitalize hover:underline" href={`#${tag.name}`}>
              {tag.name}
            </a>
            <ul className="mt-0.5">
              {operationsOf(document, tag.name).map(({ path, method, operation }) => (
                <li key={operation.operationId}>
                  <a
                    className="inline-block py-[3px] pl-3 -indent-3 font-mono text-[12px] leading-[1.5] wrap-anywhere text-accent hover:underline"
                    href={`#${operation.operationId}`}
                  >
                    {method.toUpperCase()} {path}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface PlacedOperation {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenapiOperation;
}

function operationsOf(document: OpenapiDocument, tag: string): PlacedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ path, method, operation })),
  );
}
