"use client";

import Link from "next/link";
import { ClockTime } from "@/components/ui/clock-time";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import type { SimilarIncidentContract } from "@/lib/contracts/incident-leads";
import { sharedWords } from "@/lib/pipeline/present/similar-words";

/** Incidents of the past that were like it, and what helped then. */
export function IncidentSimilar({ incident }: { incident: Pick<IncidentDetailContract, "similar"> }) {
  const { similar } = incident;
  return (
    <section aria-labelledby="similar" className="card">
      <h2 id="similar" className="card-title">
        Similar incidents before
      </h2>
      {similar.length === 0 ? (
        <p className="mt-1 text-ink-2">
          No incident resolved before it is like it; the 200 newest are compared.
        </p>
      ) : (
        <ul className="mt-2 flex flex-col gap-2.5">
          {similar.map((each) => (
            <Similar key={each.id} similar={each} />
          ))}
        </ul>
      )}
      <p className="mt-2 text-caption text-ink-2">
        Alike, of 100: 40 for the services that both have of all that either has, 30 for signals, 20 for
        regions, 10 for the same category.
      </p>
    </section>
  );
}

function Similar({ similar }: { similar: SimilarIncidentContract }) {
  const { id, number, title, score, root_cause: cause, resolution_steps: steps } = similar;
  return (
    <li className="border-t border-line pt-2.5 first:border-t-0 first:pt-0" data-similar={id}>
      <p className="flex flex-wrap items-center gap-x-2">
        <Link
          href={`/incidents/${encodeURIComponent(id)}`}
          className="link inline-flex min-h-6 items-center wrap-anywhere"
        >
          {number}: {title}
        </Link>
        <span className="text-caption text-ink-2">
          <ClockTime atMs={Date.parse(similar.created_at)} show="date" />, {score} of 100 alike
        </span>
      </p>
      <p className="text-caption text-ink-2">{sharedWords(similar)}</p>
      {cause === null ? null : <p className="wrap-anywhere">Root cause: {cause}</p>}
      {steps.length === 0 ? (
        <p className="text-ink-2">What helped is not written down.</p>
      ) : (
        <p className="wrap-anywhere">What helped: {steps.join(" ")}</p>
      )}
    </li>
  );
}
