import type { ListedSourceContract } from "@/lib/contracts/source";
import { METRIC_NAMES, metricDefinition, type MetricKind } from "@/lib/domain/metric";
import { DEFAULT_EXPRESSIONS } from "@/lib/domain/source-expressions";

const ASKS: Readonly<Record<MetricKind, { query: string; companion: string | null }>> = {
  counter: { query: "Increase per second", companion: null },
  total: { query: "Total now", companion: null },
  ratio: { query: "Ratio, 0–1", companion: "Weight" },
  distribution: { query: "Buckets per second by le", companion: "Sum per second" },
};

/** One expression a metric, the defaults filled in; an empty one is not asked. */
export function ExpressionFields({ expressions }: Pick<ListedSourceContract, "expressions">) {
  return (
    <details>
      <summary className="cursor-pointer font-[570]">Expressions</summary>
      <p className="my-2 max-w-[75ch] text-caption text-ink-2">
        PromQL by region and service. <code>$by</code> stands for the two labels, <code>$range</code> for four
        scrape intervals. The defaults know the names of OpenTelemetry, node_exporter and common client
        libraries; an empty one is not asked.
      </p>
      <div className="grid gap-3 lg:grid-cols-2">
        {METRIC_NAMES.map((metric) => {
          const { kind, description } = metricDefinition(metric);
          const own = expressions[metric];
          const shown = own === null ? { query: "", companion: "" } : (own ?? DEFAULT_EXPRESSIONS[metric]);
          const { query, companion } = ASKS[kind];
          return (
            <fieldset key={metric} className="flex min-w-0 flex-col gap-1.5">
              <legend className="mb-1 text-[13px] font-[570]">{description}</legend>
              <Expression name={`${metric}.query`} label={`${description}: ${query}`} text={shown.query} />
              {companion === null ? null : (
                <Expression
                  name={`${metric}.companion`}
                  label={`${description}: ${companion}`}
                  text={shown.companion ?? ""}
                />
              )}
            </fieldset>
          );
        })}
      </div>
    </details>
  );
}

function Expression({ name, label, text }: { name: string; label: string; text: string }) {
  return (
    <label className="flex flex-col gap-0.5 text-caption text-ink-2">
      {label.slice(label.indexOf(": ") + 2)}
      <textarea
        name={name}
        aria-label={label}
        className="field h-auto! py-1.5! font-mono text-[12px]!"
        rows={3}
        defaultValue={text}
        spellCheck={false}
      />
    </label>
  );
}
