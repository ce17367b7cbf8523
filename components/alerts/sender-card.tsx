import type { z } from "zod";
import { Age } from "@/components/ui/age";
import { CopyButton } from "@/components/ui/copy-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { AlertSender, receivedAlertsSchema } from "@/lib/contracts/alert-webhook";
import type { AlertSenderConfig } from "@/lib/pipeline/present/alert-senders";

interface SenderCardProps {
  readonly config: AlertSenderConfig;
  /** null: nothing was ever received; undefined: that is being asked. */
  readonly last: z.infer<typeof receivedAlertsSchema>[AlertSender] | undefined;
}

/** The lines that point an alerting system here, and when it last sent something. */
export function SenderCard({ config: { sender, name, title, text }, last }: SenderCardProps) {
  return (
    <section aria-labelledby={sender} className="card flex min-w-0 flex-col gap-2.5">
      <div>
        <h2 id={sender} className="card-title">
          {name}
        </h2>
        <p className="text-ink-2" data-received={sender}>
          {last === undefined ? <Skeleton chars={24} /> : <Received last={last} />}
        </p>
      </div>
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-caption text-ink-2">{title}</h3>
        <CopyButton text={text} label="Copy" />
      </div>
      <pre
        className="overflow-x-auto rounded-lg border border-line bg-bg p-3 font-mono text-[12.5px] leading-[1.5]"
        tabIndex={0}
        aria-label={`${name}: ${title}`}
      >
        {text}
      </pre>
    </section>
  );
}

function Received({ last }: { last: NonNullable<SenderCardProps["last"]> | null }) {
  if (last === null) return "Nothing received yet.";
  const count = last.alerts === 1 ? "1 alert" : `${last.alerts} alerts`;
  return (
    <>
      Last received <Age atMs={Date.parse(last.received_at)} />: {count}, with the key {last.key_name}.
    </>
  );
}
