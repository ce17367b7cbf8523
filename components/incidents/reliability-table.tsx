import { DataTable, type DataColumn } from "@/components/ui/data-table";
import type { ReliabilitySpanContract } from "@/lib/contracts/incident-reliability";
import { formatMoneyRange, plainMoneyText } from "@/lib/pipeline/present/format-money";
import { formatDate } from "@/lib/pipeline/present/format-time";
import { TIMES, timeText } from "@/lib/pipeline/present/reliability-model";

const COLUMNS: readonly DataColumn<ReliabilitySpanContract>[] = [
  {
    id: "week",
    label: "Week from",
    time: true,
    value: ({ from }) => Date.parse(from),
    // Weeks are in UTC, whatever zone is looked at.
    cell: ({ from }) => formatDate(Date.parse(from), "UTC"),
  },
  { id: "incidents", label: "Incidents", numeric: true, value: ({ incidents }) => incidents },
  {
    id: "minutes",
    label: "Minutes",
    numeric: true,
    value: ({ impact_minutes }) => Math.round(impact_minutes),
  },
  {
    id: "money",
    label: "Money",
    numeric: true,
    value: ({ money_high }) => money_high,
    cell: ({ money_low: low, money_high: high, currency }) =>
      low === null || high === null || currency === null ? (
        <span className="text-ink-2">Not known</span>
      ) : (
        plainMoneyText(formatMoneyRange(low, high, currency))
      ),
  },
  ...TIMES.map(({ key, short }): DataColumn<ReliabilitySpanContract> => ({
    id: key,
    label: short,
    unit: "s",
    numeric: true,
    value: (week) => week[key].mean_seconds,
    cell: ({ [key]: { mean_seconds: mean, median_seconds: median } }) =>
      mean === null ? (
        <span className="text-ink-2">—</span>
      ) : (
        <span>
          {timeText(mean)} <span className="text-ink-2">({timeText(median)})</span>
        </span>
      ),
  })),
];

/** Newest week first; means, and medians in brackets. */
export function ReliabilityTable({ weeks }: { weeks: readonly ReliabilitySpanContract[] }) {
  return (
    <DataTable
      caption="Incidents by week"
      csvName="reliability"
      rows={weeks}
      rowKey={({ from }) => from}
      columns={COLUMNS}
      initialSort={{ column: "week", descending: true }}
    />
  );
}
