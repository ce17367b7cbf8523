"use client";

import { useState, type FormEvent, type ReactNode } from "react";
import { runScenario } from "@/components/queries/demo-queries";
import type { FleetKind, FleetState } from "@/lib/contracts/demo-fleet";
import { formatDuration } from "@/lib/pipeline/present/format-age";
import { useFleetChange } from "./use-fleet-change";

const PREFERRED = { region: "eu-west-1", service: "catalog" };
const preferred = (names: readonly string[], name: string) =>
  names.includes(name) ? name : (names[0] ?? "");

/** Runs one scenario now: what, where, and to whom it happens. */
export function RunScenarioForm({ state }: { state: FleetState }) {
  const [kindName, setKind] = useState(state.kinds[0]?.kind ?? "");
  const [region, setRegion] = useState(preferred(state.regions, PREFERRED.region));
  const [serviceName, setService] = useState(PREFERRED.service);
  const run = useFleetChange(runScenario);
  const kind = state.kinds.find((one) => one.kind === kindName);
  if (kind === undefined) return null;
  const service = kind.scope === "region" ? null : preferred(kind.services, serviceName);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate({ kind: kind.kind, region, service });
  };
  return (
    <section aria-labelledby="run-scenario" className="card">
      <h2 id="run-scenario" className="card-title">
        Run a scenario
      </h2>
      <form onSubmit={submit} className="mt-2 flex flex-wrap items-end gap-2.5">
        <Choice label="What" value={kind.kind} onChange={setKind}>
          {state.kinds.map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.title}
            </option>
          ))}
        </Choice>
        <Choice label="Region" value={region} onChange={setRegion}>
          {state.regions.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Choice>
        <Choice label="Service" value={service ?? ""} onChange={setService} disabled={service === null}>
          {service === null ? <option value="">the whole region</option> : null}
          {kind.services.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Choice>
        <button
          type="submit"
          className="btn btn-primary min-h-[32px]! max-sm:w-full"
          disabled={run.isPending}
        >
          {run.isPending ? "Starting" : "Run now"}
        </button>
      </form>
      <p className="mt-2 text-caption text-ink-2">{course(kind, state.speed)}</p>
      <p role="alert" className="mt-1 text-caption text-crit empty:hidden">
        {run.sentence}
      </p>
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

function Choice({ label, value, onChange, disabled, children }: ChoiceProps) {
  return (
    <label className="flex min-w-40 flex-1 flex-col gap-1 text-caption text-ink-2">
      {label}
      <select
        className="field w-full"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
      >
        {children}
      </select>
    </label>
  );
}

function course(kind: FleetKind, speed: number): string {
  const inWords = (seconds: number) => formatDuration((seconds * 1_000) / speed);
  return `Fails ${inWords(kind.grow_seconds)} after its first trace; unless somebody acts, its operators mend it ${inWords(kind.hold_seconds)} later.`;
}
