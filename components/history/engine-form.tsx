"use client";

import { useState, type FormEvent } from "react";
import { startImport } from "@/components/queries/backfill-queries";
import type { StartBackfillBody } from "@/lib/contracts/backfill";
import { useImport } from "./use-import";

const STEPS = [
  ["15", "15 s"],
  ["60", "1 min"],
  ["300", "5 min"],
  ["3600", "1 h"],
  ["86400", "1 day"],
] as const;
const LABEL = "flex min-w-0 flex-1 basis-44 flex-col gap-1 text-caption text-ink-2";

/** Imports from a Prometheus-compatible engine. */
export function EngineForm() {
  const { mutation, error } = useImport(startImport);
  const [invalid, setInvalid] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = bodyOf(new FormData(form));
    setInvalid(typeof body === "string" ? body : null);
    if (typeof body !== "string") mutation.mutate(body, { onSuccess: () => form.reset() });
  };
  return (
    <section aria-labelledby="from-engine" className="card flex flex-col gap-2.5">
      <h2 id="from-engine" className="card-title">
        From an engine
      </h2>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2.5">
        <label className={`${LABEL} basis-full!`}>
          Address of a Prometheus-compatible engine
          <input
            name="url"
            type="url"
            className="field"
            placeholder="https://mimir.example.com/prometheus"
            required
          />
        </label>
        <label className={LABEL}>
          From (UTC)
          <input name="from" type="datetime-local" className="field" required />
        </label>
        <label className={LABEL}>
          To (UTC; empty: now)
          <input name="to" type="datetime-local" className="field" />
        </label>
        <label className={LABEL}>
          Its data is this far apart
          <select name="step" className="field" defaultValue="60">
            {STEPS.map(([seconds, words]) => (
              <option key={seconds} value={seconds}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label className={LABEL}>
          Header, such as the tenant&apos;s
          <input name="header" className="field" placeholder="X-Scope-OrgID: tenant-1" autoComplete="off" />
        </label>
        <button type="submit" className="btn btn-primary min-h-[32px]!" disabled={mutation.isPending}>
          {mutation.isPending ? "Starting" : "Import from engine"}
        </button>
        <p role="alert" className="basis-full text-caption text-crit empty:hidden">
          {invalid ?? error}
        </p>
      </form>
    </section>
  );
}

/** The request, or what is wrong with the form. */
function bodyOf(form: FormData): StartBackfillBody | string {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const header = text("header");
  const colon = header.indexOf(":");
  if (header !== "" && colon < 1) return "Write the header as Name: value.";
  const headers = header === "" ? {} : { [header.slice(0, colon).trim()]: header.slice(colon + 1).trim() };
  return {
    kind: "engine",
    url: text("url"),
    headers,
    from: utc(text("from")),
    ...(text("to") === "" ? {} : { to: utc(text("to")) }),
    step_seconds: Number(text("step")),
  };
}

/** The field has neither seconds nor a zone. */
function utc(local: string): string {
  return `${local.length === "2026-01-01T00:00".length ? `${local}:00` : local}Z`;
}
