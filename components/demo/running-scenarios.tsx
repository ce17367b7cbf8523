"use client";

import { useNowMs } from "@/components/shell/time-context";
import type { FleetScenario, FleetState } from "@/lib/contracts/demo-fleet";
import { formatDuration } from "@/lib/pipeline/present/format-age";

/** What runs, how far it has come, and what comes next. */
export function RunningScenarios({ state }: { state: FleetState }) {
  return (
    <section aria-labelledby="running" className="card">
      <h2 id="running" className="card-title">
        Running now
      </h2>
      {state.scenarios.length === 0 ? (
        <p className="mt-2 text-ink-2">Nothing. Run a scenario to see the product at work.</p>
      ) : (
        <ul className="mt-1">
          {state.scenarios.map((scenario) => (
            <Row key={scenario.id} scenario={scenario} />
          ))}
        </ul>
      )}
    </section>
  );
}

const PHASE = {
  growing: { word: "Growing", next: "fails", at: "fails_at" },
  failed: { word: "Failed", next: "operators mend it", at: "mended_from" },
  "being-mended": { word: "Being mended", next: "over", at: "ends_at" },
} as const;

function Row({ scenario }: { scenario: FleetScenario }) {
  const { word, next, at } = PHASE[scenario.phase];
  const left = Date.parse(scenario[at]) - useNowMs();
  return (
    <li
      className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0"
      data-scenario={scenario.kind}
      data-phase={scenario.phase}
    >
      <span className="min-w-36 font-semibold">{scenario.title}</span>
      <span className="text-ink-2">
        {scenario.service === null ? scenario.region : `${scenario.service}, ${scenario.region}`}
      </span>
      <span className="text-ink-2 tabular-nums sm:ml-auto">
        {word}; {next} in {formatDuration(left)}
      </span>
      <span className="flex basis-full items-center gap-2.5">
        <Progress share={scenario.progress} label={`Progress of ${scenario.title}`} />
        <span className="w-24 text-right text-caption whitespace-nowrap text-ink-2 tabular-nums">
          {Math.round(scenario.level * 100)} % severe
        </span>
      </span>
    </li>
  );
}

function Progress({ share, label }: { share: number; label: string }) {
  const percent = Math.round(share * 100);
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-1.5 flex-1 overflow-hidden rounded-full bg-quiet-bg"
    >
      <span className="block h-full bg-accent" style={{ width: `${percent}%` }} />
    </span>
  );
}
