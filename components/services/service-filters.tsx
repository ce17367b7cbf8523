import { statusModel } from "@/lib/pipeline/present/status-model";
import {
  filterChoices,
  isFiltered,
  NOT_CONFIGURED,
  type FilterChoices,
} from "@/lib/pipeline/present/service-filter";
import type { ServiceRow } from "@/lib/pipeline/present/service-row";
import { SERVICES_LAYOUTS, type ServicesLayout, type ServicesView } from "./use-services-view";

interface ServiceFiltersProps {
  readonly view: ServicesView;
  readonly rows: readonly ServiceRow[];
  /** So many of them are left. */
  readonly shown: number;
}

/** Narrows the list down; the address keeps what was chosen. */
export function ServiceFilters({ view, rows, shown }: ServiceFiltersProps) {
  const { filter } = view;
  const choices = filterChoices(rows, filter);
  return (
    <div className="flex flex-wrap items-center gap-2" role="search" aria-label="Filter services">
      <input
        type="search"
        className="field w-full sm:w-56"
        placeholder="Name, owner or contact"
        aria-label="Search services"
        value={filter.q ?? ""}
        onChange={(event) => view.search(event.target.value)}
      />
      <Choices view={view} choices={choices} />
      {isFiltered(filter) ? (
        <>
          <span className="text-caption text-ink-2" role="status">
            {shown} of {rows.length}
          </span>
          <button type="button" className="btn btn-quiet" onClick={view.clear}>
            Clear filters
          </button>
        </>
      ) : null}
      <LayoutSwitch view={view} />
    </div>
  );
}

function Choices({ view, choices }: { view: ServicesView; choices: FilterChoices }) {
  const { filter, choose } = view;
  return (
    <>
      <Choice
        label="Owner"
        all="Any owner"
        value={filter.owner}
        options={choices.owners.map((owner) => [owner, owner === NOT_CONFIGURED ? "No owner" : owner])}
        onChoose={(owner) => choose({ owner })}
      />
      <Choice
        label="Tier"
        all="Any tier"
        value={filter.tier}
        options={choices.tiers.map((tier) => [tier, tier === NOT_CONFIGURED ? "No tier" : `Tier ${tier}`])}
        onChoose={(tier) => choose({ tier })}
      />
      <Choice
        label="Status"
        all="Any status"
        value={filter.status}
        options={choices.statuses.map((code) => [code, statusModel(code).word])}
        onChoose={(status) => choose({ status })}
      />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** The word for no choice. */
  readonly all: string;
  readonly value: string | null;
  readonly options: readonly (readonly [value: string, word: string])[];
  readonly onChoose: (value: string | null) => void;
}

function Choice({ label, all, value, options, onChoose }: ChoiceProps) {
  return (
    <select
      className={`field max-w-44 ${value === null ? "" : "font-semibold"}`}
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChoose(event.target.value === "" ? null : event.target.value)}
    >
      <option value="">{all}</option>
      {options.map(([option, word]) => (
        <option key={option} value={option}>
          {word}
        </option>
      ))}
    </select>
  );
}

const LAYOUT_WORDS: Readonly<Record<ServicesLayout, string>> = { list: "List", map: "Map" };

function LayoutSwitch({ view }: { view: ServicesView }) {
  return (
    <fieldset className="segments ml-auto">
      <legend className="sr-only">Show services as</legend>
      {SERVICES_LAYOUTS.map((layout) => (
        <label key={layout}>
          <input
            type="radio"
            name="services-layout"
            className="sr-only"
            checked={view.layout === layout}
            onChange={() => view.setLayout(layout)}
          />
          {LAYOUT_WORDS[layout]}
        </label>
      ))}
    </fieldset>
  );
}
