import type { ExecutiveDashboardResponse } from "@/lib/contracts/executive-dashboard";
import type { GlobalMetricsResponse } from "@/lib/contracts/global-metrics";
import { statusModel } from "@/lib/pipeline/present/status-model";
import { HealthNote } from "@/components/ui/health-note";
import { LinkedSentence } from "@/components/ui/linked-sentence";
import { StaleMark } from "@/components/ui/stale-mark";
import { StatusPill } from "@/components/ui/status-pill";
import { NextLine } from "./next-line";

interface VerdictProps {
  readonly executive: ExecutiveDashboardResponse["data"];
  readonly global: GlobalMetricsResponse["data"];
}

/** What is said first: the state of everything in one sentence, and the rule that made it. */
export function Verdict({ executive, global }: VerdictProps) {
  const saysNext = executive.headline_parts.some(({ evidence }) => evidence?.kind === "prediction");
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
        <div className="mt-2 flex flex-wrap items-center gap-x-2 text-ink-2">
          {executive.detail_parts.length === 0 ? null : (
            <p>
              <LinkedSentence parts={executive.detail_parts} />
            </p>
          )}
          {saysNext ? null : <NextLine />}
          <HealthNote
            score={global.health_score}
            penalties={global.penalties}
            because={global.status_because}
          />
        </div>
      </div>
    </section>
  );
}
