"use client";

import Link from "next/link";
import { ClockTime } from "@/components/ui/clock-time";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import type { IncidentSuspectContract } from "@/lib/contracts/incident-leads";

const KIND_WORDS: Readonly<Record<IncidentSuspectContract["kind"], string>> = {
  change: "Change",
  upstream: "Upstream",
  "first-mover": "First to be wrong",
};

/** What may be the cause, likeliest first, each with the evidence. */
export function IncidentSuspects({ incident }: { incident: Pick<IncidentDetailContract, "suspects"> }) {
  const { suspects } = incident;
  return (
    <section aria-labelledby="suspects" className="card">
      <h2 id="suspects" className="card-title">
        Suspects
      </h2>
      {suspects.length === 0 ? (
        <p className="mt-1 text-ink-2">
          No change of production within an hour before its first signal, nothing upstream, and no place that
          was wrong first.
        </p>
      ) : (
        <>
          <p className="mt-1 text-caption text-ink-2">Likeliest first. To blame they are only suspected.</p>
          <ol className="mt-2 flex flex-col gap-2">
            {suspects.map((suspect, index) => (
              <Suspect key={suspect.deployment_id ?? suspect.kind} suspect={suspect} rank={index + 1} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function Suspect({ suspect, rank }: { suspect: IncidentSuspectContract; rank: number }) {
  const { kind, what, evidence, at } = suspect;
  const atMs = Date.parse(at);
  return (
    <li
      className="grid grid-cols-[1.5rem_minmax(0,1fr)] border-t border-line pt-2 first:border-t-0 first:pt-0"
      data-suspect={kind}
    >
      <span className="text-ink-2 tabular-nums">{rank}.</span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-[570] wrap-anywhere">{what}</span>
          <span className="text-caption text-ink-2">
            {KIND_WORDS[kind]}, <ClockTime atMs={atMs} show="date" /> <ClockTime atMs={atMs} />
          </span>
        </p>
        <p className="wrap-anywhere">{evidence}</p>
        <SuspectLink suspect={suspect} />
      </div>
    </li>
  );
}

function SuspectLink({
  suspect: { kind, what, service, region, url },
}: {
  suspect: IncidentSuspectContract;
}) {
  const className = "link inline-flex min-h-6 items-center text-caption";
  if (kind === "change")
    return url === null ? (
      <Link href="/settings/deployments" className={className} aria-label={`Changes, for ${what}`}>
        All changes
      </Link>
    ) : (
      <a href={url} className={className} rel="noreferrer noopener" target="_blank">
        Open the change <span className="sr-only">{what} </span>in a new tab
      </a>
    );
  if (service !== null)
    return (
      <Link href={`/services/${encodeURIComponent(service)}`} className={className}>
        Service {service}
      </Link>
    );
  if (region === null) return null;
  return (
    <Link href={`/regions/${encodeURIComponent(region)}`} className={className}>
      Region {region}
    </Link>
  );
}
