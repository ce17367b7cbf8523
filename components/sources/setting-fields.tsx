import type { ReactNode } from "react";
import type { ListedSourceContract } from "@/lib/contracts/source";

const MAX_SECONDS = 300;

/** Where a source is and how its answers are understood. */
export function SettingFields({ source }: { source: ListedSourceContract | null }) {
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Field label="Name">
        <input
          name="name"
          className="field"
          defaultValue={source?.name}
          placeholder="mimir-eu"
          autoComplete="off"
        />
      </Field>
      <Field label="Address" wide>
        <input
          name="url"
          type="url"
          className="field"
          defaultValue={source?.url}
          placeholder="https://mimir.example.org/prometheus"
          autoComplete="off"
        />
      </Field>
      <Field label="Label of the region">
        <input name="region_label" className="field" defaultValue={source?.region_label ?? "region"} />
      </Field>
      <Field label="Label of the service">
        <input name="service_label" className="field" defaultValue={source?.service_label ?? "service"} />
      </Field>
      <Field label="Region of series without one">
        <input name="region" className="field" defaultValue={source?.region ?? ""} placeholder="Left out" />
      </Field>
      <Field label="Scrape interval, s">
        <Seconds name="scrape_interval_seconds" min={1} value={source?.scrape_interval_seconds ?? 15} />
      </Field>
      <Field label="Read after, s">
        <Seconds name="delay_seconds" min={0} value={source?.delay_seconds ?? 10} />
      </Field>
      <Field label="Unit of latencies">
        <select name="latency_unit" className="field" defaultValue={source?.latency_unit ?? "s"}>
          <option value="s">seconds</option>
          <option value="ms">milliseconds</option>
        </select>
      </Field>
    </div>
  );
}

function Field({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <label className={`flex min-w-0 flex-col gap-1 text-caption text-ink-2 ${wide ? "lg:col-span-3" : ""}`}>
      {label}
      {children}
    </label>
  );
}

function Seconds({ name, min, value }: { name: string; min: number; value: number }) {
  return (
    <input name={name} type="number" className="field" min={min} max={MAX_SECONDS} defaultValue={value} />
  );
}
