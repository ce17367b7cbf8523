import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { regionsQuery, servicesQuery } from "@/components/queries/catalog-queries";
import { INCIDENT_SEVERITIES } from "@/lib/domain/incident";
import { INCIDENT_LISTS, isNarrowed, type IncidentListName } from "@/lib/pipeline/present/incident-filter";
import { severityModel } from "@/lib/pipeline/present/status-model";
import type { useIncidentFilter } from "./use-incident-filter";

const LIST_WORDS: Readonly<Record<IncidentListName, string>> = {
  active: "Active",
  resolved: "Resolved",
  all: "All",
};

interface IncidentFiltersProps {
  readonly filter: ReturnType<typeof useIncidentFilter>;
  /** Whether incidents can be the visitor's own. */
  readonly mayHaveOwn: boolean;
  /** Of those listed; undefined: not known yet. */
  readonly count: number | undefined;
}

/** What is listed; each choice is a step that the browser's Back undoes. */
export function IncidentFilters({ filter, mayHaveOwn, count }: IncidentFiltersProps) {
  const regions = useQuery(regionsQuery).data?.data ?? [];
  const services = useQuery(servicesQuery).data?.data ?? [];
  return (
    <section aria-label="Filters" className="card flex flex-wrap items-end gap-x-4 gap-y-2">
      <fieldset className="segments">
        <legend className="sr-only">State</legend>
        {INCIDENT_LISTS.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="incident-list"
              className="sr-only"
              checked={filter.status === name}
              onChange={() => filter.set({ status: name === "active" ? null : name })}
            />
            {LIST_WORDS[name]}
          </label>
        ))}
      </fieldset>
      <Choice label="Severity" value={filter.severity} onChange={(severity) => filter.set({ severity })}>
        {INCIDENT_SEVERITIES.map((severity) => (
          <option key={severity} value={severity}>
            {severityModel(severity).word}
          </option>
        ))}
      </Choice>
      <Choice label="Region" value={filter.region} onChange={(region) => filter.set({ region })}>
        {withChosen(
          regions.map(({ code, name }) => ({ value: code, name })),
          filter.region,
        )}
      </Choice>
      <Choice label="Service" value={filter.service} onChange={(service) => filter.set({ service })}>
        {withChosen(
          services.map(({ name }) => ({ value: name, name })),
          filter.service,
        )}
      </Choice>
      {mayHaveOwn ? (
        <label className="flex min-h-8 items-center gap-1.5">
          <input
            type="checkbox"
            checked={filter.mine}
            onChange={({ target }) => filter.set({ mine: target.checked ? "1" : null })}
          />
          Mine
        </label>
      ) : null}
      {isNarrowed(filter) ? (
        <button
          type="button"
          className="btn btn-quiet"
          onClick={() => filter.set({ severity: null, region: null, service: null, mine: null })}
        >
          Clear
        </button>
      ) : null}
      <p className="ml-auto min-h-8 content-center text-caption text-ink-2 tabular-nums" role="status">
        {count === undefined ? "" : `${count} shown`}
      </p>
    </section>
  );
}

interface Named {
  readonly value: string;
  readonly name: string;
}

/** What the address asks for stands in the list, also if nobody knows it. */
function withChosen(known: readonly Named[], chosen: string | null): ReactNode {
  const isKnown = chosen === null || known.some(({ value }) => value === chosen);
  const all = isKnown ? known : [...known, { value: chosen, name: chosen }];
  return all.map(({ value, name }) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label className="flex min-w-0 flex-col gap-1 text-caption text-ink-2">
      {label}
      <select
        className="field max-w-[220px]"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value || null)}
      >
        <option value="">Any</option>
        {children}
      </select>
    </label>
  );
}
