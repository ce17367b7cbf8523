import Link from "next/link";
import { useMemo } from "react";
import { useViewHref } from "@/components/shell/view-state";
import { Age } from "@/components/ui/age";
import { StatusPill } from "@/components/ui/status-pill";
import type { ServiceRow } from "@/lib/pipeline/present/service-row";
import { troubleOrigins } from "@/lib/pipeline/present/trouble-origin";
import { servicePath } from "./service-path";
import { SuspicionNote } from "./suspicion-note";

/** More than these are in the table below, on top of it. */
const MOST_SHOWN = 4;

/** The services in trouble, each with the rule that made its status, and where it likely begins. Nothing when all is well. */
export function ServiceConcerns({ rows }: { rows: readonly ServiceRow[] }) {
  const href = useViewHref();
  const origins = useMemo(() => troubleOrigins(rows), [rows]);
  const troubled = rows.filter(({ state }) => state.word !== "Healthy");
  if (troubled.length === 0) return null;
  const rest = troubled.length - MOST_SHOWN;
  return (
    <section aria-labelledby="concerns" className="card flex flex-col gap-1.5">
      <h2 id="concerns" className="card-title">
        Why, worst first
      </h2>
      <SuspicionNote origins={origins} />
      <ul>
        {troubled.slice(0, MOST_SHOWN).map(({ name, state, because, stale, newestSampleAt }) => (
          <li
            key={name}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-t border-line py-1.5"
          >
            <span className="inline-flex min-w-[26ch] items-center gap-2">
              <StatusPill status={state} />
              <Link href={href(servicePath(name))} className="py-0.5 font-[570] break-all hover:underline">
                {name}
              </Link>
            </span>
            <span className="min-w-0 flex-1 basis-72 text-ink-2">
              {because}
              {stale && newestSampleAt !== null ? (
                <>
                  {" "}
                  Newest sample <Age atMs={Date.parse(newestSampleAt)} />.
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <p className="text-caption text-ink-2">And {rest} more; the list has all of them.</p>
      ) : null}
    </section>
  );
}
