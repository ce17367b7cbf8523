import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { deploymentSenders } from "@/lib/pipeline/present/deployment-senders";

/** Lines that report a deployment. */
export function DeploymentSenders({ baseUrl }: { baseUrl: string }) {
  return (
    <section aria-labelledby="senders" className="card flex flex-col gap-3">
      <h2 id="senders" className="card-title">
        How they are reported
      </h2>
      <p className="text-ink-2">
        With an ingest key, from the page{" "}
        <Link className="link" href="/settings/ingest">
          Ingest
        </Link>
        . The same <code className="font-mono text-[13px]">external_id</code> again updates the change: report
        a start, and later how it ended.
      </p>
      {deploymentSenders(baseUrl).map(({ title, text }) => (
        <div key={title} className="flex flex-col gap-1.5">
          <div className="flex items-center justify-between gap-2">
            <h3 className="text-caption text-ink-2">{title}</h3>
            <CopyButton text={text} label="Copy" />
          </div>
          <pre
            className="overflow-x-auto rounded-lg border border-line bg-bg p-3 font-mono text-[12.5px] leading-[1.5]"
            tabIndex={0}
            aria-label={title}
          >
            {text}
          </pre>
        </div>
      ))}
    </section>
  );
}
