"use client";

import { useId, useState } from "react";
import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable } from "@/components/ui/data-table";
import {
  OBJECTIVE_KIND_CODES,
  type ObjectiveContract,
  type ObjectiveKindCode,
} from "@/lib/contracts/objective";
import { KIND_WORDS, objectiveTitle } from "@/lib/pipeline/present/objective-model";
import { partRows } from "@/lib/pipeline/present/objective-rows";
import { placeColumns } from "./objective-columns";

/** Which regions and services spend the budgets of the objectives for everything. */
export function SpendersCard({ objectives }: { objectives: readonly ObjectiveContract[] }) {
  const nameOf = useRegionName();
  const shared = objectives.filter(({ parts }) => parts.length > 0);
  const kinds = OBJECTIVE_KIND_CODES.filter((kind) => shared.some((each) => each.kind === kind));
  const [chosen, setChosen] = useState(kinds[0] ?? OBJECTIVE_KIND_CODES[0]);
  const headingId = useId();
  const objective = shared.find(({ kind }) => kind === chosen) ?? shared[0];
  if (objective === undefined) return null;
  return (
    <section aria-labelledby={headingId} className="card flex flex-col gap-2">
      <div>
        <h2 id={headingId} className="card-title">
          Who spends the budgets
        </h2>
        <p className="text-caption text-ink-2">
          {objectiveTitle(objective)}: each region and each service without an objective of its own.
        </p>
      </div>
      <DataTable
        key={objective.id}
        caption="Budgets by region and service"
        heading={<KindSwitch kinds={kinds} chosen={objective.kind} onChoose={setChosen} />}
        csvName={`objective-${objective.kind}`}
        rows={partRows([objective])}
        rowKey={({ key }) => key}
        columns={placeColumns(nameOf)}
        initialSort={{ column: "budget", descending: false }}
      />
    </section>
  );
}

interface KindSwitchProps {
  readonly kinds: readonly ObjectiveKindCode[];
  readonly chosen: ObjectiveKindCode;
  readonly onChoose: (kind: ObjectiveKindCode) => void;
}

function KindSwitch({ kinds, chosen, onChoose }: KindSwitchProps) {
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className="sr-only">Kind of objective</legend>
      {kinds.map((kind) => (
        <label key={kind}>
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={kind === chosen}
            onChange={() => onChoose(kind)}
          />
          {KIND_WORDS[kind]}
        </label>
      ))}
    </fieldset>
  );
}
