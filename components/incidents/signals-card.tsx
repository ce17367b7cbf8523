import Link from "next/link";
import { useRegionName } from "@/components/queries/use-region-name";
import { useViewHref } from "@/components/shell/view-state";
import { Age } from "@/components/ui/age";
import { ClockTime } from "@/components/ui/clock-time";
import { StatusPill } from "@/components/ui/status-pill";
import type { SignalContract } from "@/lib/pipeline/present/incident-chart";
import { signalEvidence, SIGNAL_SOURCE_WORDS } from "@/lib/pipeline/present/signal-words";

/** Who said that something is wrong, since when, and whether they still do; firing ones first. */
export function SignalsCard({ signals }: { signals: readonly SignalContract[] }) {
  const firing = signals.filter(({ ended_at: ended }) => ended === null);
  const ended = signals.filter(({ ended_at: end }) => end !== null);
  return (
    <section aria-labelledby="signals" className="card">
      <h2 id="signals" className="card-title flex justify-between">
        Signals
        <span className="font-[450]">
          {firing.length} firing, {ended.length} ended
        </span>
      </h2>
      <ul className="mt-1 flex flex-col">
        {[...firing, ...ended].map((signal) => (
          <SignalItem key={signal.id} signal={signal} />
        ))}
      </ul>
    </section>
  );
}

function SignalItem({ signal }: { signal: SignalContract }) {
  const nameOf = useRegionName();
  const { source, title, description, region, service, started_at: started, ended_at: ended } = signal;
  const place = [service, region === null ? null : nameOf(region)].filter((part) => part !== null).join(", ");
  return (
    <li className="flex flex-col gap-0.5 border-t border-line py-2 first:border-t-0" data-signal={source}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusPill
          status={
            ended === null
              ? { word: "Firing", shape: "diamond", tone: source === "prediction" ? "pred" : "warn" }
              : { word: "Ended", shape: "ring", tone: "quiet" }
          }
        />
        <span className="min-w-0 font-[570] wrap-anywhere">{title}</span>
      </p>
      {description === null ? null : (
        <p className="text-[13px] wrap-anywhere whitespace-pre-line text-ink-2">{description}</p>
      )}
      <p className="flex flex-wrap items-center gap-x-1.5 text-caption text-ink-2">
        <span>{[SIGNAL_SOURCE_WORDS[source], place].filter((part) => part !== "").join(" · ")}</span>
        <span>
          · since <ClockTime atMs={Date.parse(started)} /> (<Age atMs={Date.parse(started)} />)
        </span>
        {ended === null ? null : (
          <span>
            · ended <ClockTime atMs={Date.parse(ended)} />
          </span>
        )}
        <Evidence signal={signal} />
      </p>
    </li>
  );
}

function Evidence({ signal }: { signal: SignalContract }) {
  const href = useViewHref();
  const evidence = signalEvidence(signal);
  if (evidence === null) return null;
  if (evidence.own)
    return (
      <Link href={href(evidence.href)} className="link">
        {evidence.words}
      </Link>
    );
  return (
    <a href={evidence.href} className="link" target="_blank" rel="noreferrer noopener">
      {evidence.words}
    </a>
  );
}
