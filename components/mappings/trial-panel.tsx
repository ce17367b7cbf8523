"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { errorSentence } from "@/components/queries/api-problem";
import { mappingTrialQuery } from "@/components/queries/mapping-queries";
import type { CreateMappingBody, MappingTrialContract } from "@/lib/contracts/mapping";

const SHOWN = 10;

/** What the rule would do to series that just arrived. */
export function TrialPanel({ rule }: { rule: CreateMappingBody | null }) {
  const trial = useQuery({ ...mappingTrialQuery(rule), placeholderData: keepPreviousData });
  if (rule === null) return null;
  if (trial.error)
    return (
      <p role="status" className="text-caption text-crit">
        {errorSentence(trial.error)}
      </p>
    );
  if (!trial.data) return <p className="text-caption text-ink-2">Trying it on what just arrived.</p>;
  const { matching_series: matching, tested_series: tested, series } = trial.data.data;
  return (
    <div data-testid="trial">
      <p role="status" className="text-caption text-ink-2">
        Matches {matching} of {tested} series that just arrived.
      </p>
      <ul className="mt-1 max-h-72 overflow-y-auto" tabIndex={0} aria-label="Series that match">
        {series.slice(0, SHOWN).map((each) => (
          <TriedSeries key={JSON.stringify(each.labels)} series={each} />
        ))}
      </ul>
    </div>
  );
}

function TriedSeries({ series }: { series: MappingTrialContract["series"][number] }) {
  const { after, before, points, labels, value } = series;
  const made = points.map((point) => `${point.metric} ${point.value ?? "after its next sample"}`).join(", ");
  const place = [after.region, after.service].filter((part) => part !== null).join(", ");
  const text = Object.entries(labels).map(([label, each]) => `${label}="${each}"`).join(" "); // prettier-ignore
  return (
    <li className="border-t border-line py-1.5 text-caption">
      <code className="font-mono text-[12px] break-all">{text}</code>
      {value === null ? "" : ` = ${value}`}
      <br />
      {after.used ? `Becomes ${made} of ${place}` : `Is not used: ${after.reason}`}
      {before.used ? `; now ${before.metrics.join(", ")}` : "; not used now"}
    </li>
  );
}
