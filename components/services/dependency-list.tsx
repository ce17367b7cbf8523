import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import { StatusPill } from "@/components/ui/status-pill";
import { TONE_CLASS } from "@/components/ui/tone-class";
import type { ServiceNode } from "@/lib/pipeline/present/service-map";
import { servicePath } from "./service-path";

/** The map in words: each service, how it stands, whom it calls and who calls it. */
export function DependencyList({ nodes }: { nodes: readonly ServiceNode[] }) {
  const href = useViewHref();
  return (
    <ul className="grid gap-x-6 lg:grid-cols-2" aria-label="Who calls whom">
      {nodes.map(({ name, state, unseen, figures, origin, calls, callers }) => (
        <li key={name} className="border-t border-line py-2" data-listed={name}>
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {unseen ? (
              <span className="font-[570] break-all">{name}</span>
            ) : (
              <Link
                href={href(servicePath(name))}
                className="inline-flex min-h-6 items-center font-[570] break-all hover:underline"
              >
                {name}
              </Link>
            )}
            <StatusPill status={state} />
            {origin ? <span className={`pill ${TONE_CLASS.crit}`}>Suspected origin</span> : null}
          </div>
          {figures === "" ? null : <p className="text-caption text-ink-2 tabular-nums">{figures}</p>}
          <p className="text-caption text-ink-2">
            {calls.length === 0 ? "Calls none" : `Calls ${calls.join(", ")}`};{" "}
            {callers.length === 0 ? "called by none" : `called by ${callers.join(", ")}`}.
          </p>
        </li>
      ))}
    </ul>
  );
}
