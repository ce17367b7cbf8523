import type { ExecutiveDashboardResponse } from "@/lib/contracts/executive-dashboard";
import type { GlobalMetricsResponse } from "@/lib/contracts/global-metrics";
import { formatScore, plainText } from "@/lib/pipeline/present/format-number";
import { statusModel } from "@/lib/pipeline/present/status-model";
import { ExplainButton } from "@/components/ui/explain-button";
import { LinkedSentence } from "@/components/ui/linked-sentence";

import { StaleMark } from "@/components/ui/stale-mark";
import { StatusPill } from "@/components/ui/status-pill";

interface VerdictProps {
  readonly executive: ExecutiveDashboardResponse["data"];
  readonly global: GlobalMetricsResponse["data"];
}

/** What is said first: the state of everything in one sentence, and the rule that made it. */
export function Verdict({ executive, global }: VerdictProps) {
  return (
    <section
      aria-label="Verdict"
      className="verdict flex flex-col gap-x-4 gap-y-2 sm:flex-row sm:items-start"
    >
      <div className="flex flex-wrap items-start gap-2 sm:flex-col sm:pt-1.5">
        <StatusPill status={statusModel(executive.global_system_health)} />
        <StaleMark asOfMs={executive.timestamp === null ? null : Date.parse(executive.timestamp)} />
      </div>
      <div className="min-w-0">
        <h1 className="max-w-[1040px] text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
          <LinkedSentence parts={executive.headline_parts} />
        </h1>
        <div className="mt-1 flex flex-wrap items-center gap-x-2 text-ink-2">
          {executive.detail_parts.length === 0 ? null : (
            <p>
              <LinkedSentence parts={executive.detail_parts} />
            </p>
          )}
          <HealthNote global={global} />
        </div>
      </div>
    </section>
  );
}

function HealthNote({ global }: { global: VerdictProps["global"] }) {
  if (global.health_score === null) return null;
  return (
    <div className="inline-flex items-center gap-1.5 whitespace-nowrap">
      Health {plainText(formatScore(global.health_score))} of 100
      <ExplainButton subject="Health score">
        <p className="mt-1.5 text-caption text-ink-2">{global.status_because}</p>
        <p className="mt-1.5 text-caption text-ink-2">100 minus these penalties; they always add up.</p>
        <dl className="explain-list">
          {global.penalties.map((penalty) => (
            <Penalty key={penalty.name} {...penalty} />
          ))}
        </dl>
      </ExplainButton>
    </div>
  );
}

function Penalty(penalty: VerdictProps["global"]["penalties"][number]) {
  return (
    <>
      <dt className="capitalize">{penalty.name}</dt>
      <dd>
        <b className="font-semibold">−{plainText(formatScore(penalty.points))}</b> of at most{" "}
        {penalty.max_points}. {penalty.because}
      </dd>
    </>
  );
}
