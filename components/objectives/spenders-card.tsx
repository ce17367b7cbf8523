"use client";

import { useId, useState } from "react";
import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable } from "@/components/ui/data-table";
import { OBJECTIVE_KIND_CODES, type ObjectiveContract } from "@/lib/contracts/objective";
import { KIND_WORDS, objectiveTitle } from "@/lib/pipeline/present/objective-model";
import { partRows } from "@/lib/pipeline/present/objective-rows";
import { placeColumns } from "./objective-columns";

/** Which regions and services spend the budgets of the objectives for everything. */
export function SpendersCard({ objectives }: { objectives: readonly ObjectiveContract[] }) {
  const nameOf = useRegionName();
  const shared = objectives.filter(({ parts }) => parts.length > 0);
  const kinds = OBJECTIVE_KIND_CODES.filter((kind) => shared.some((each) => each.kind === kind));
  const [chosen, setChosen] = useState(kinds[0] ?? OBJECTIVE_KIND_CODES[0]);
  const group = useId();
  const objective = shared.find(({ kind }) => kind === chosen) ?? shared[0];
  if (objective === undefined) return null;
  return (
    <section aria-labelledby={group} className="card flex flex-col gap-2">
      <div>
        <h2 id={group} className="card-title">
          Who spends the budgets
        </h2>
        <p className="text-caption text-ink-2">
          {objectiveTitle(objective)}: each region and each service without an objective of its own.
        </p>
      </div>
      <fieldset className="segments z-10 self-start lg:-mb-9">
        <legend className="sr-only">Kind of objective</legend>
        {kinds.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name={group}
              className="sr-only"
              checked={kind === objective.kind}
              onChange={() => setChosen(kind)}
            />
            {KIND_WORDS[kind]}
          </label>
        ))}
      </fieldset>
      <DataTable
        key={objective.id}
        caption="Budgets by region and service"
        csvName={`objective-${objective.kind}`}
        rows={partRows([objective])}
        rowKey={({ key }) => key}
        columns={placeColumns(nameOf)}
        initialSort={{ column: "budget", descending: false }}
      />
    </section>
  );
}
