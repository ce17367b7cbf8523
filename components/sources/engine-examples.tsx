import { ENGINE_EXAMPLES } from "@/lib/pipeline/present/engine-examples";

/** What address and header each kind of engine wants. */
export function EngineExamples() {
  return (
    <section aria-labelledby="examples" className="card">
      <h2 id="examples" className="card-title">
        What to enter for which engine
      </h2>
      <dl className="mt-2 grid gap-x-6 gap-y-3 md:grid-cols-2">
        {ENGINE_EXAMPLES.map(({ name, url, header, note }) => (
          <div key={name} className="min-w-0">
            <dt className="font-[570]">{name}</dt>
            <dd className="font-mono text-[12.5px] break-all">{url}</dd>
            {header === null ? null : <dd className="font-mono text-[12.5px] break-all">{header}</dd>}
            <dd className="text-caption text-ink-2">{note}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-caption text-ink-2">
        An address inside this server’s own network must be allowed first: start it with{" "}
        <code className="break-all">OUTGOING_ALLOW=10.0.0.0/8,prometheus.internal</code>.
      </p>
    </section>
  );
}
