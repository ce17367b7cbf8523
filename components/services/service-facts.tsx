import Link from "next/link";
import type { ReactNode } from "react";
import { ContactText } from "@/components/ui/contact-text";
import type { ServiceContract } from "@/lib/contracts/service";
import { reachText } from "@/lib/pipeline/present/catalog-model";

interface ServiceFactsProps {
  /** undefined: the catalogue does not have it, or is not there. */
  readonly entry: ServiceContract | undefined;
  readonly mayConfigure: boolean;
}

/** What an admin knows of the service: who owns it, whom to call, how much hangs on it. */
export function ServiceFacts({ entry, mayConfigure }: ServiceFactsProps) {
  const missing = <NotConfigured mayConfigure={mayConfigure} />;
  return (
    <dl className="card grid grid-cols-2 gap-x-6 gap-y-2 md:grid-cols-4" aria-label="About the service">
      <Fact term="Owner">{entry?.owner ?? missing}</Fact>
      <Fact term="Whom to call">{entry?.contact ? <ContactText contact={entry.contact} /> : missing}</Fact>
      <Fact term="Tier">{entry?.tier ?? missing}</Fact>
      <Fact term="Reach" title="Share of sessions that touch it; all of them unless configured">
        {entry === undefined ? missing : `${reachText(entry.reach)} of sessions`}
      </Fact>
    </dl>
  );
}

function Fact({ term, title, children }: { term: string; title?: string; children: ReactNode }) {
  return (
    <div title={title} className="min-w-0">
      <dt className="text-caption text-ink-2">{term}</dt>
      <dd className="font-medium break-words">{children}</dd>
    </div>
  );
}

function NotConfigured({ mayConfigure }: { mayConfigure: boolean }) {
  if (!mayConfigure)
    return (
      <span className="font-[450] text-ink-2" title="An admin sets it in Settings, Services.">
        Not configured
      </span>
    );
  return (
    <Link href="/settings/services" className="link inline-flex min-h-6 items-center">
      Not configured
    </Link>
  );
}
