import type { DataColumn } from "@/components/ui/data-table";
import { StatusPill } from "@/components/ui/status-pill";
import {
  badText,
  budgetModel,
  burnText,
  coverageText,
  exhaustionText,
  hourBurn,
  objectiveState,
  objectiveTitle,
  placeText,
  stateRank,
} from "@/lib/pipeline/present/objective-model";
import type { ObjectiveRow } from "@/lib/pipeline/present/objective-rows";
import type { RegionNames } from "@/lib/pipeline/present/region-name";
import { BudgetBar } from "./budget-bar";

const PER_CENT = 100;
type Column = DataColumn<ObjectiveRow>;

const unknown = <span className="text-[12px] text-ink-3">No data</span>;

const WHAT: Column = {
  id: "objective",
  label: "Objective",
  value: ({ objective }) => objectiveTitle(objective),
};
const WINDOW: Column = {
  id: "window",
  label: "Window",
  unit: "d",
  numeric: true,
  value: ({ objective }) => objective.window_days,
  cell: ({ objective, standing }) => {
    const coverage = coverageText(objective, standing);
    return (
      <span className="inline-flex flex-col items-end">
        {objective.window_days} d
        {coverage === null ? null : <span className="text-[12px] text-ink-2">{coverage}</span>}
      </span>
    );
  },
};
const BUDGET: Column = {
  id: "budget",
  label: "Budget left",
  long: true,
  unit: "%",
  numeric: true,
  value: ({ standing }) => {
    const left = standing?.budget?.remaining_ratio;
    return left === undefined ? null : left * PER_CENT;
  },
  cell: ({ standing }) => <BudgetBar budget={budgetModel(standing)} tone={objectiveState(standing).tone} />,
};
const BURN: Column = {
  id: "burn",
  label: "Burn, last hour",
  unit: "times",
  numeric: true,
  value: ({ standing }) => hourBurn(standing),
  cell: ({ standing }) => {
    const burn = hourBurn(standing);
    return burn === null ? unknown : burnText(burn);
  },
};
const EXHAUSTION: Column = {
  id: "exhaustion",
  label: "Runs out",
  unit: "s",
  numeric: true,
  value: ({ standing }) => standing?.time_to_exhaustion_seconds ?? null,
  cell: ({ standing }) => exhaustionText(standing) ?? unknown,
};
const STATE: Column = {
  id: "state",
  label: "State",
  value: ({ standing }) => objectiveState(standing).word,
  sortBy: ({ standing }) => stateRank(standing),
  cell: ({ objective, standing }) => {
    const bad = standing?.bad_ratio ?? null;
    return (
      <span title={bad === null ? undefined : `${badText(objective, bad)} in the window`}>
        <StatusPill status={objectiveState(standing)} />
      </span>
    );
  },
};

function whereColumn(nameOf: RegionNames): Column {
  return { id: "where", label: "Where", value: (row) => placeText(row, nameOf) };
}

/** Objectives as they are set, and how they stand. */
export function objectiveColumns(nameOf: RegionNames): readonly Column[] {
  return [WHAT, whereColumn(nameOf), WINDOW, BUDGET, BURN, EXHAUSTION, STATE];
}

/** Places under one objective: it need not be said in each row. */
export function placeColumns(nameOf: RegionNames): readonly Column[] {
  return [whereColumn(nameOf), BUDGET, BURN, EXHAUSTION, STATE];
}
