import type { DataColumn } from "@/components/ui/data-table";
import { StatusPill } from "@/components/ui/status-pill";
import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { ServiceMetricsContract } from "@/lib/contracts/service-metrics";
import { formatScore, type FormattedValue } from "@/lib/pipeline/present/format-number";
import { scopeState, urgency } from "@/lib/pipeline/present/region-state";
import { MetricCell } from "./metric-cell";

type Scope = RegionalMetricsContract | ServiceMetricsContract;

/** A figure that is a column: `unit` is of the value as it is exported. */
export interface FigureColumn<Row extends Scope> {
  readonly field: { [K in keyof Row]: Row[K] extends number | null ? K : never }[keyof Row] & string;
  readonly label: string;
  readonly unit?: string;
  readonly format: (value: number) => FormattedValue;
}

/** Comes first in every such table. */
export const HEALTH_FIGURE = {
  field: "health_score",
  label: "Health",
  unit: "0–100",
  format: formatScore,
} as const satisfies FigureColumn<Scope>;

/** The columns of a table of regions or of services; what is not known says why. */
export function figureColumns<Row extends Scope>(
  figures: readonly FigureColumn<Row>[],
  missing: readonly MissingFigureContract[],
): readonly DataColumn<Row>[] {
  return figures.map(({ field, label, unit, format }) => {
    const value = (row: Row) => row[field] as number | null;
    return {
      id: field,
      label,
      ...(unit === undefined ? {} : { unit }),
      numeric: true,
      value,
      cell: (row) => (
        <MetricCell
          value={value(row)}
          format={format}
          field={field}
          missing={missing}
          region={row.region}
          service={"service_name" in row ? row.service_name : undefined}
        />
      ),
    };
  });
}

/** The state, sorted worst first; the rule that made it on hover. */
export function statusColumn<Row extends Scope>(): DataColumn<Row> {
  return {
    id: "status",
    label: "Status",
    value: (row) => scopeState(row).word,
    sortBy: urgency,
    cell: (row) => (
      <span title={row.status_because}>
        <StatusPill status={scopeState(row)} />
      </span>
    ),
  };
}
