import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import { FigureValue } from "@/components/ui/figure-value";
import type { CapacityForecastResponse, CapacityRegionContract } from "@/lib/contracts/capacity-forecast";
import { needRows } from "@/lib/pipeline/present/capacity-rows";
import { formatMoney } from "@/lib/pipeline/present/format-money";
import { formatCount, formatPerSecond } from "@/lib/pipeline/present/format-number";
import { formatDate } from "@/lib/pipeline/present/format-time";

/** Servers and their price by region. */
export function NeedTable({ response }: { response: CapacityForecastResponse }) {
  const nameOf = useRegionName();
  const { data, meta } = response;
  if (data.regions.length === 0) return null;
  return (
    <section aria-labelledby="need" className="card min-w-0">
      <h2 id="need" className="card-title">
        Servers{" "}
        <span className="font-[450]">— for the upper 80 % of the busiest hour and the loss of a region</span>
      </h2>
      <DataTable
        caption="Servers needed"
        csvName="servers needed"
        rows={needRows(data)}
        rowKey={({ region }) => `need ${region}`}
        columns={columnsOf(nameOf, meta.currency ?? "")}
      />
    </section>
  );
}

const notKnown = (text: string) => <span className="text-ink-2">{text}</span>;

function columnsOf(
  nameOf: (code: string) => string,
  currency: string,
): readonly DataColumn<CapacityRegionContract>[] {
  const count = (id: string, label: string, of: (region: CapacityRegionContract) => number | null) => ({
    id,
    label,
    numeric: true,
    value: of,
    cell: (region: CapacityRegionContract) => {
      const value = of(region);
      return value === null ? notKnown("Not known") : <FigureValue value={formatCount(Math.round(value))} />;
    },
  });
  return [
    { id: "region", label: "Region", value: ({ region }) => nameOf(region) },
    count("now", "Most of 24 h", ({ servers }) => servers),
    count("needed", "Needed", ({ required_servers }) => required_servers),
    count("loss", "For a loss", ({ required_for_loss }) => required_for_loss),
    count("low", "Median", ({ required_servers_low }) => required_servers_low),
    count("high", "Upper 95 %", ({ required_servers_high }) => required_servers_high),
    {
      id: "short",
      label: "Short from",
      value: ({ short_from }) => short_from,
      cell: ({ short_from, required_servers }) =>
        short_from === null
          ? notKnown(required_servers === null ? "Not known" : "never, as far as is asked")
          : formatDate(Date.parse(short_from), "UTC"),
    },
    {
      id: "carried",
      label: "One carries",
      numeric: true,
      unit: "per second",
      value: ({ carried_per_server }) => carried_per_server,
      cell: ({ carried_per_server: carried }) =>
        carried === null ? notKnown("Not known") : <FigureValue value={formatPerSecond(carried)} />,
    },
    {
      id: "price",
      label: "Server-hour",
      numeric: true,
      unit: currency,
      value: ({ price_per_server_hour }) => price_per_server_hour,
      cell: ({ price_per_server_hour: price }) =>
        price === null ? notKnown("Not configured") : <FigureValue value={formatMoney(price, currency)} />,
    },
  ];
}
